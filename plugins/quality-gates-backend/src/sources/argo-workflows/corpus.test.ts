import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { parse } from 'yaml';
import { argoWorkflows } from './index';

const folder = join(
  process.env.QUALITY_GATES_CORPUS ?? '',
  'webhooks/argo-workflows',
);
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(folder);

/** Pipeline and result of each file, undefined while it is under way, and name and result of its tasks. */
const EXPECTED: Readonly<
  Record<string, [string, string | undefined, string[]]>
> = {
  'dag-disable-fail-fast.yaml': [
    'dag-disable-fail-fast',
    'failure',
    [
      'A success',
      'B success',
      'C failure',
      'C failure',
      'D success',
      'E success',
    ],
  ],
  'dag_retry_succeeded.yaml': [
    'dag-with-retries',
    undefined,
    ['step1 failure', 'step1 failure', 'step1 success'],
  ],
  'dag_xfail.yaml': [
    'dag-fail',
    undefined,
    ['A success', 'B success', 'C failure'],
  ],
  'steps-failed-retries.yaml': [
    'failed-retries',
    undefined,
    [
      'delayed-fail failure',
      'delayed-fail failure',
      'fail failure',
      'fail failure',
    ],
  ],
};

describe('the corpus of Argo Workflows', () => {
  if (!present) {
    it.todo('is understood (QUALITY_GATES_CORPUS is not set)');
    return;
  }

  it('has an expectation for each file', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(Object.entries(EXPECTED))(
    'is a run with its tasks: %s',
    (file, [pipeline, result, tasks]) => {
      const workflow = parse(readFileSync(join(folder, file), 'utf8'));
      const [run, ...others] = argoWorkflows.normalise(
        deliver('workflow', { workflow }),
      );
      expect(run).toMatchObject({
        type: 'run',
        phase: result ? 'terminal' : 'executing',
        data: { pipeline, result },
      });
      const told = others.map(({ data }) =>
        'name' in data ? `${data.name} ${data.result}` : data,
      );
      expect(told.sort()).toEqual(tasks);
      for (const { data } of others) {
        if (!('finishedAt' in data) || !('startedAt' in data)) continue;
        expect(data.finishedAt).toBeGreaterThanOrEqual(data.startedAt!);
      }
    },
  );
});
