import { z } from 'zod';
import { parseJson, readPayload } from './readPayload';

const schema = z.object({ project: z.object({ id: z.number() }) });
const push = (body: string) => ({ kind: 'push', body: Buffer.from(body) });

describe('readPayload', () => {
  it('gives what the schema reads, and nothing else', () => {
    const delivery = push('{"project":{"id":7,"secret":"x"},"more":1}');
    expect(readPayload(schema, delivery, { system: 'GitLab' })).toEqual({
      project: { id: 7 },
    });
  });

  it.each([
    ['{"project":{"id":"7"}}', /^GitLab push: project\.id: /],
    ['7', /^GitLab push: body: /],
    ['{"project"', /^GitLab push: the body is no JSON: send JSON$/],
  ])('refuses %s with a sentence that helps', (body, words) => {
    const about = { system: 'GitLab', hint: 'send JSON' };
    const read = () => readPayload(schema, push(body), about);
    expect(read).toThrow(words);
    expect(read).toThrow(expect.objectContaining({ name: 'InputError' }));
  });

  it('never quotes the body', () => {
    const read = () =>
      readPayload(schema, push('{"token":"s3cret"'), { system: 'GitLab' });
    expect(read).not.toThrow(/s3cret/);
  });
});

describe('parseJson', () => {
  it('tells null from what is no JSON', () => {
    expect(parseJson(Buffer.from('null'))).toBeNull();
    expect(parseJson(Buffer.from('nul'))).toBeUndefined();
  });
});
