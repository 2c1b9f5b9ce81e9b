import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { flagger } from './index';

const folder = join(process.env.QUALITY_GATES_CORPUS ?? '', 'webhooks/flagger');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(folder);

/** What each file says; null = nothing. */
const EXPECTED: Readonly<Record<string, object | null>> = {
  'event-webhook.constructed.json': {
    type: 'deployment',
    at: 1767607200000,
    data: { result: 'failure', environment: 'prod', reachedEnvironment: false },
  },
  // A hook that asks for a check, not an event.
  'webhook-1.json': null,
};

describe('the corpus of Flagger webhooks', () => {
  if (!present) {
    it.todo('is understood or ignored (QUALITY_GATES_CORPUS is not set)');
    return;
  }

  it('has an expectation for each file', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(Object.entries(EXPECTED))('is understood: %s', (file, fact) => {
    const body = readFileSync(join(folder, file));
    expect(flagger.normalise(deliver('canary', body))).toMatchObject(
      fact === null ? [] : [fact],
    );
  });
});
