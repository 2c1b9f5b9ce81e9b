import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { tekton } from './index';

const folder = join(process.env.QUALITY_GATES_CORPUS ?? '', 'webhooks/tekton');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(folder);

const EXPECTED: Readonly<Record<string, object>> = {
  'taskrun.unknown.v1': {
    type: 'run',
    phase: 'pending',
    data: { pipeline: 'curl', queuedAt: Date.parse('2021-01-29T14:47:57Z') },
  },
};

describe('the corpus of Tekton events', () => {
  if (!present) {
    it.todo('is understood (QUALITY_GATES_CORPUS is not set)');
    return;
  }

  it('has an expectation for each file', () => {
    const names = readdirSync(folder).map(name => name.replace('.json', ''));
    expect(names).toEqual(Object.keys(EXPECTED));
  });

  it.each(Object.entries(EXPECTED))('is understood: %s', (name, fact) => {
    const body = readFileSync(join(folder, `${name}.json`));
    const kind = `dev.tekton.event.${name}`;
    expect(tekton.normalise(deliver(kind, body))).toMatchObject([fact]);
  });
});
