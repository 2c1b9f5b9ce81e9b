import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { runFact, taskFact } from './__fixtures__/facts';
import pipeline from './__fixtures__/pipeline.success.json';
import { gitlab } from './index';

const ms = (text: string) => Date.parse(text);
const tell = (attributes: object, context: object = {}) =>
  gitlab.normalise(
    deliver('Pipeline Hook', {
      ...pipeline,
      ...context,
      object_attributes: { ...pipeline.object_attributes, ...attributes },
    }),
  );
const run = (...told: Parameters<typeof tell>) =>
  tell(...told)[0] as FactOf<'run'>;
const tasks = (builds: object[], attributes: object = {}) =>
  tell(attributes, { builds }).slice(1) as FactOf<'task'>[];
const [first, , manual] = pipeline.builds;
/** Before anything of it ran. */
const fresh = { finished_at: null, queued_duration: null };

describe('pipelineFacts', () => {
  it.each([
    ['created', 'pending', undefined],
    ['waiting_for_resource', 'pending', undefined],
    ['preparing', 'pending', undefined],
    ['pending', 'pending', undefined],
    ['scheduled', 'pending', undefined],
    ['manual', 'pending', undefined],
    ['running', 'executing', undefined],
    ['canceling', 'executing', undefined],
    ['success', 'terminal', 'success'],
    ['failed', 'terminal', 'failure'],
    ['canceled', 'terminal', 'cancellation'],
    ['skipped', 'terminal', 'skip'],
  ])('%s is %s with result %s', (status, phase, result) => {
    const fact = run({ ...fresh, status }, { builds: [] });
    expect(fact).toMatchObject({ phase, data: { result } });
  });

  it('is the same run whatever the case of its address', () => {
    const web_url = pipeline.project.web_url.toLocaleUpperCase('en-US');
    const project = { ...pipeline.project, web_url };
    expect(run({}, { project }).key).toBe(runFact.key);
  });

  it('waits for a person in its middle without being in the queue again', () => {
    expect(run({ status: 'manual', finished_at: null })).toMatchObject({
      phase: 'executing',
      data: { result: undefined, finishedAt: undefined },
    });
  });

  it('starts with its first job when it waited less than a second', () => {
    expect(run({ queued_duration: null }).data).toMatchObject({
      startedAt: ms('2025-03-10T10:00:20Z'),
      dequeuedAt: ms('2025-03-10T10:00:20Z'),
    });
  });

  it('has not started when no job has', () => {
    const fact = run({ ...fresh, status: 'pending' }, { builds: [manual] });
    expect(fact.data).toMatchObject({
      startedAt: undefined,
      dequeuedAt: undefined,
    });
  });

  it('is under way again, and later, once a job is retried', () => {
    const retried = {
      ...first,
      id: 9109,
      status: 'pending',
      created_at: '2025-03-10 11:00:00 UTC',
      started_at: null,
      finished_at: null,
    };
    const again = run({ status: 'running' }, { builds: [retried] });
    expect(again).toMatchObject({
      key: runFact.key,
      phase: 'executing',
      at: ms('2025-03-10T11:00:00Z'),
      data: { attempt: 1, finishedAt: undefined },
    });
    expect(again.at).toBeGreaterThan(runFact.at);
  });

  it('of a merge request runs on its source branch', () => {
    const merge_request = { iid: 42, source_branch: 'main' };
    expect(run({ ref: 'retry' }, { merge_request }).data).toMatchObject({
      branch: 'main',
      pullRequest: '42',
      defaultBranch: false,
    });
  });

  it('of a tag runs on no branch', () => {
    expect(run({ tag: true, ref: 'main' }).data).toMatchObject({
      branch: undefined,
      defaultBranch: false,
    });
  });

  it('of an unnamed workflow has no name, and an address without being sent one', () => {
    const fact = run({ name: null, url: undefined });
    expect(fact.subject.pipeline).toBeUndefined();
    expect(fact.data.url).toBe(runFact.data.url);
  });
});

describe('taskFact', () => {
  it('does not count the stages before it as waiting', () => {
    const [fact] = tasks([
      { ...first, started_at: '2025-03-10 10:05:00 UTC', queued_duration: 3 },
    ]);
    expect(fact.data.queuedAt).toBe(ms('2025-03-10T10:04:57Z'));
  });

  it('has no time of queueing where GitLab does not say how long it took', () => {
    const [fact] = tasks([{ ...first, queued_duration: null }]);
    expect(fact.data.queuedAt).toBeUndefined();
  });

  it.each([
    ['failed', 'script_failure', 'failure'],
    ['failed', null, 'failure'],
    ['failed', 'job_execution_timeout', 'timeout'],
    ['failed', 'runner_system_failure', 'error'],
    ['success', 'runner_system_failure', 'success'],
    ['skipped', 'script_failure', 'skip'],
  ])('%s because of %s is %s', (status, failure_reason, result) => {
    const [fact] = tasks([{ ...first, status, failure_reason }]);
    expect(fact.data.result).toBe(result);
  });

  it('waits for a person while its run goes on, and was skipped after it', () => {
    const running = { status: 'running', finished_at: null };
    expect(tasks([manual], running)[0]).toMatchObject({
      phase: 'pending',
      data: { result: undefined },
    });
    expect(tasks([manual])[0]).toMatchObject({
      phase: 'terminal',
      data: { result: 'skip' },
    });
  });

  it('of a retried job is another task of the same run', () => {
    const [before, after] = tasks([first, { ...first, id: 9109 }]);
    expect(before.key).toBe(taskFact.key);
    expect(after.key).not.toBe(before.key);
    expect(after.data.runKey).toBe(before.data.runKey);
  });

  it('never ends before it starts, and is left out when its status is not known', () => {
    const finished_at = '2025-03-10 10:00:00 UTC';
    const facts = tasks([
      { ...first, finished_at },
      { ...first, id: 1, status: 'dreaming' },
    ]);
    expect(facts).toHaveLength(1);
    expect(facts[0].data.finishedAt).toBe(facts[0].data.startedAt);
  });
});
