import { z } from 'zod';
import { explainIssue } from './explainIssue';

const schema = z.object({
  name: z.string(),
  at: z.string({ error: 'must be an instant' }),
});

describe('explainIssue', () => {
  it('says that a missing field is required', () => {
    const { error } = schema.safeParse({ at: '' });
    expect(error!.issues.map(explainIssue)).toEqual(['is required']);
  });

  it('leaves every other message as it is', () => {
    const { error } = schema.safeParse({ name: 1 });
    expect(error!.issues.map(explainIssue)).toEqual([
      'Invalid input: expected string, received number',
      'must be an instant',
    ]);
  });
});
