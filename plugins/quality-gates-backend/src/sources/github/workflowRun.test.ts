import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import jobCompleted from './__fixtures__/workflow_job.completed.json';
import completed from './__fixtures__/workflow_run.completed.json';
import { github } from './index';

const run = (rest: object, context: object = {}) =>
  github.normalise(
    deliver('workflow_run', {
      ...completed,
      ...context,
      workflow_run: { ...completed.workflow_run, ...rest },
    }),
  )[0];
const job = (rest: object) =>
  github.normalise(
    deliver('workflow_job', {
      ...jobCompleted,
      workflow_job: { ...jobCompleted.workflow_job, ...rest },
    }),
  );
const task = (rest: object) => job(rest).find(({ type }) => type === 'task')!;

describe('workflowRunFacts', () => {
  it.each([
    ['requested', 'pending'],
    ['queued', 'pending'],
    ['waiting', 'pending'],
    ['in_progress', 'executing'],
    ['completed', 'terminal'],
  ])('status %s is %s', (status, phase) => {
    expect(run({ status })).toMatchObject({ phase });
  });

  it('has no result while it runs, and none when GitHub gives none', () => {
    expect(run({ status: 'in_progress', conclusion: null }).data).toMatchObject(
      { result: undefined, finishedAt: undefined },
    );
    expect(run({ conclusion: null }).data).toMatchObject({ result: undefined });
  });

  it.each([
    ['success', 'success'],
    ['failure', 'failure'],
    ['startup_failure', 'error'],
    ['timed_out', 'timeout'],
    ['cancelled', 'cancellation'],
    ['skipped', 'skip'],
    ['action_required', 'failure'],
    ['something new', 'unknown'],
  ])('conclusion %s is %s', (conclusion, result) => {
    expect(run({ conclusion }).data).toMatchObject({ result });
  });

  it('does not take the time of asking for the end of waiting', () => {
    const asked = '2025-03-10T10:00:00Z';
    const later = '2025-03-10T10:00:30Z';
    const started = (run_started_at: string) =>
      run({ created_at: asked, run_started_at }).data;
    expect(started(asked)).toMatchObject({ dequeuedAt: undefined });
    expect(started(later)).toMatchObject({ dequeuedAt: Date.parse(later) });
  });

  it('is not on the default branch when a fork calls its branch the same', () => {
    const head_repository = { full_name: 'ben/payments' };
    expect(run({}).data).toMatchObject({ defaultBranch: true });
    expect(run({ head_repository }).data).toMatchObject({
      defaultBranch: false,
    });
  });

  it('falls back to the name of the run when the workflow is not sent', () => {
    expect(run({}, { workflow: null }).subject.pipeline).toBe('CI');
  });

  it('takes the host of an enterprise server from the repository', () => {
    const repository = {
      ...completed.repository,
      html_url: 'https://ghe.example.com/Acme/Payments',
    };
    expect(run({}, { repository }).key).toBe(
      'github:ghe.example.com/acme/payments/7001#1',
    );
  });
});

describe('workflowJobFacts', () => {
  it('has only a queue time while it waits', () => {
    const waiting = { status: 'queued', conclusion: null, completed_at: null };
    expect(job(waiting)).toHaveLength(1);
    expect(task(waiting)).toMatchObject({
      phase: 'pending',
      at: Date.parse('2025-03-10T10:00:05Z'),
      data: { startedAt: undefined, finishedAt: undefined, result: undefined },
    });
  });

  it('does not end the waiting of its run when it was skipped', () => {
    const facts = job({ conclusion: 'skipped' });
    expect(facts.map(({ type }) => type)).toEqual(['task']);
  });

  it('never waits a negative time', () => {
    const started_at = '2025-03-10T10:00:00Z';
    expect(task({ started_at }).data).toMatchObject({
      queuedAt: Date.parse(started_at),
      startedAt: Date.parse(started_at),
    });
  });

  it('belongs to the attempt it was made for', () => {
    expect(task({ run_attempt: 3 }).data).toMatchObject({
      runKey: 'github:github.com/acme/payments/7001#3',
    });
  });
});
