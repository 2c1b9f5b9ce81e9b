import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import {
  describeGateKind,
  KIT_NOW,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { githubJobs } from './index';

const SHA = '4f2c1f6b9d0a4f2c1f6b9d0a4f2c1f6b9d0a4f2c';
const PARAMS = {
  source: 'github-com',
  repository: 'acme/shop',
  workflow: 'build.yaml',
  matrix: { job: 'build', values: ['cart', 'checkout'] },
};
const RUN = {
  id: 7,
  head_sha: SHA,
  status: 'completed',
  created_at: '2025-03-10T11:00:00Z',
  html_url: 'https://github.com/acme/shop/actions/runs/7',
};

const job = (name: string, conclusion: string | null, change: object = {}) => ({
  name,
  run_attempt: 1,
  status: conclusion === null ? 'in_progress' : 'completed',
  conclusion,
  ...change,
});
const CART = job('build (cart)', 'success');
const CHECKOUT = job('build (checkout)', 'success');

function world(
  jobs: readonly object[],
  runs: readonly object[] = [RUN],
): GateKindCase['answer'] {
  return ({ path }) =>
    path === '/repos/acme/shop/actions/workflows/build.yaml/runs'
      ? { json: { workflow_runs: runs } }
      : {
          json: path.endsWith('/runs/7/jobs')
            ? { total_count: jobs.length, jobs }
            : { total_count: 0, jobs: [] },
        };
}

const notPassed = (value: number) => ({
  readings: [
    {
      name: 'jobs that did not pass',
      value,
      unit: 'failed jobs',
      limits: { fail: 0, direction: 'at-most' as const },
    },
  ],
});
const passed = { ...notPassed(0), pending: undefined, undecided: undefined };
const undecided = (code: string, message: unknown = expect.any(String)) => ({
  undecided: { code, message: message as string },
});
const task = (name: string, change: object = {}) => ({
  runKey: 'github/7/1',
  name,
  result: 'success' as const,
  startedAt: KIT_NOW - 60_000,
  finishedAt: KIT_NOW,
  ...change,
});
const told = (...tasks: ReturnType<typeof task>[]): GateKindCase => ({
  title: '',
  params: { ...PARAMS, source: undefined },
  context: {
    values: { 'request.commit': SHA },
    facts: { tasks: async () => tasks },
  },
});

describeGateKind(githubJobs, {
  params: PARAMS,
  sources: { 'github-com': 'github' },
  context: { values: { 'request.commit': SHA } },
  value: {
    title: 'sees every leg pass',
    answer: world([CART, CHECKOUT, job('lint', 'failure')]),
    measurement: {
      ...passed,
      about: { commit: SHA },
      summary: '2 jobs of build.yaml for commit 4f2c1f6 did not fail',
      evidenceUrl: RUN.html_url,
    },
  },
  empty: {
    title: 'decides nothing without a run',
    answer: world([], []),
    measurement: undecided(
      'no_jobs',
      'No job of build.yaml for commit 4f2c1f6 is known',
    ),
  },
  more: [
    {
      title: 'decides nothing by a run without jobs',
      answer: world([]),
      measurement: undecided('no_jobs'),
    },
    {
      title: 'decides nothing by a run of another commit',
      answer: world([CART, CHECKOUT], [{ ...RUN, head_sha: 'f'.repeat(40) }]),
      measurement: undecided('no_jobs'),
    },
    {
      title: 'misses a leg',
      answer: world([CART]),
      measurement: undecided(
        'missing_jobs',
        'Nothing is known of build (checkout)',
      ),
    },
    {
      title: 'waits for a leg while the run goes on',
      answer: world([CART], [{ ...RUN, status: 'in_progress' }]),
      measurement: {
        undecided: undefined,
        pending: {
          message:
            'build.yaml for commit 4f2c1f6 is not over: build (checkout)',
        },
      },
    },
    {
      title: 'waits for a run that has no jobs yet',
      params: { ...PARAMS, matrix: undefined },
      answer: world([], [{ ...RUN, status: 'queued' }]),
      measurement: {
        pending: { message: expect.stringContaining('the run') },
      },
    },
    {
      title: 'waits for a job that runs',
      answer: world([CART, job('build (checkout)', null)]),
      measurement: {
        pending: { message: expect.stringContaining('build (checkout)') },
      },
    },
    ...['failure', 'cancelled', 'timed_out', 'action_required', 'stale'].map(
      conclusion => ({
        title: `fails for ${conclusion}`,
        answer: world([CART, job('build (checkout)', conclusion)]),
        measurement: {
          ...notPassed(1),
          summary: `build.yaml for commit 4f2c1f6: build (checkout): ${conclusion}`,
        },
      }),
    ),
    {
      title: 'fails for a skipped leg',
      answer: world([CART, job('build (checkout)', 'skipped')]),
      measurement: notPassed(1),
    },
    {
      title: 'takes a skipped leg for no data when told so',
      params: { ...PARAMS, skippedAs: 'inconclusive' },
      answer: world([CART, job('build (checkout)', 'skipped')]),
      measurement: { ...notPassed(0), ...undecided('missing_jobs') },
    },
    {
      title: 'fails for neutral unless allowed',
      answer: world([CART, job('build (checkout)', 'neutral')]),
      measurement: notPassed(1),
    },
    {
      title: 'lets neutral pass where allowed',
      params: { ...PARAMS, allow: ['success', 'neutral'] },
      answer: world([CART, job('build (checkout)', 'neutral')]),
      measurement: passed,
    },
    {
      title: 'goes by the latest attempt of a job',
      answer: world([
        CART,
        job('build (checkout)', 'success', { run_attempt: 2 }),
        job('build (checkout)', 'failure'),
      ]),
      measurement: passed,
    },
    {
      title: 'goes by the newest run',
      answer: world(
        [CART, CHECKOUT],
        [{ ...RUN, id: 6, created_at: '2025-03-10T10:00:00Z' }, RUN],
      ),
      measurement: passed,
    },
    {
      title: 'asks for the repository of the annotation',
      params: { ...PARAMS, repository: undefined },
      context: {
        values: { 'request.commit': SHA },
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'shop',
            annotations: { 'github.com/project-slug': 'acme/shop' },
          },
        } satisfies Entity,
      },
      answer: world([CART, CHECKOUT]),
      measurement: passed,
    },
    {
      title: 'asks nobody without a repository',
      params: { ...PARAMS, repository: '../..' },
      throws: 'InputError',
    },
    {
      title: 'does not take half of the jobs for all',
      answer: ({ path }) =>
        path.endsWith('/jobs')
          ? { json: { total_count: 2, jobs: [] } }
          : { json: { workflow_runs: [RUN] } },
      throws: 'InputError',
    },
    {
      ...told(task('build (cart)'), task('build (checkout)')),
      title: 'reads what was told without a source',
      measurement: passed,
    },
    {
      ...told(
        task('build (cart)'),
        task('build (checkout)', { result: 'skip' }),
      ),
      title: 'fails for a skipped leg that was told',
      measurement: notPassed(1),
    },
    {
      ...told(
        task('build (cart)'),
        task('build (checkout)', { result: undefined }),
      ),
      title: 'decides nothing by a leg that ended nobody knows how',
      measurement: undecided('missing_jobs'),
    },
    {
      ...told(
        task('build (cart)'),
        task('build (checkout)', { result: undefined, finishedAt: undefined }),
      ),
      title: 'waits for a leg that was told to run',
      measurement: {
        pending: { message: expect.stringContaining('build (checkout)') },
      },
    },
    {
      ...told(
        task('build (cart)'),
        task('build (checkout)'),
        task('build (checkout)', {
          runKey: 'github/6/1',
          result: 'failure',
          startedAt: KIT_NOW - 120_000,
        }),
      ),
      title: 'goes by the newest run that was told',
      measurement: passed,
    },
    {
      ...told(),
      title: 'decides nothing when nothing was told',
      measurement: undecided('no_jobs'),
    },
  ],
  wrongParams: [
    { title: 'no workflow', params: { source: 'github-com' } },
    {
      title: 'failures as good',
      params: { ...PARAMS, allow: ['failure'] },
    },
    { title: 'skipped as a pass', params: { ...PARAMS, skippedAs: 'pass' } },
    {
      title: 'a matrix without legs',
      params: { ...PARAMS, matrix: { job: 'build', values: [] } },
    },
  ],
});

it('warns when no job is named', () => {
  const findings = githubJobs.lint({ workflow: 'build.yaml' });
  expect(findings).toMatchObject([{ rule: 'any-job' }]);
  expect(githubJobs.lint(PARAMS)).toEqual([]);
});

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'gates/github');
const isThere = existsSync(corpus);
const recorded = isThere ? describe : describe.skip;
const named = isThere ? '' : ' (skipped: QUALITY_GATES_CORPUS is not set)';

recorded(`with the documented answer of GitHub${named}`, () => {
  const answer: GateKindCase['answer'] = ({ path }) =>
    path.endsWith('/jobs')
      ? { text: readFileSync(join(corpus, 'get-run-jobs-matrix.json'), 'utf8') }
      : { json: { workflow_runs: [RUN] } };
  describeGateKind(githubJobs, {
    params: PARAMS,
    sources: { 'github-com': 'github' },
    context: { values: { 'request.commit': SHA } },
    value: {
      title: 'reads the legs: one failed',
      answer,
      measurement: {
        ...notPassed(1),
        summary: expect.stringContaining('build (checkout): failure'),
      },
    },
    empty: {
      title: 'misses a leg that the answer does not have',
      params: { ...PARAMS, matrix: { job: 'build', values: ['frontend'] } },
      answer,
      measurement: undecided('missing_jobs'),
    },
    more: [
      {
        title: 'does not take the skipped summary job for a pass',
        params: {
          ...PARAMS,
          matrix: undefined,
          jobs: ['Require Passing Components'],
        },
        answer,
        measurement: notPassed(1),
      },
    ],
  });
});
