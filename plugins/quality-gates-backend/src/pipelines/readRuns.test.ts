import {
  runDetailSchema,
  runSchema,
  traceSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  Fact,
  RunData,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  openFilledStore,
  type FilledStore,
} from '../dora/__testUtils__/filledStore';
import { appendRequests, toSpanId } from '../store/__testUtils__/testTraces';
import { factsOfTrace, spansOfRun } from '../sources/otel';
import {
  RESOURCE,
  runSpan,
  span,
  START,
  taskSpan,
} from '../sources/otel/__fixtures__/span';
import {
  CHECKOUT,
  makeFact,
  minute,
  owned,
} from '../store/__testUtils__/testFacts';
import { createRunReader } from './readRuns';
import { createStageOf } from './stageOf';

const KEY = 'github:github.com/acme/checkout/7#2';
const idOf = (key: string) => Buffer.from(key).toString('base64url');

function runFact(
  key: string,
  data: RunData,
  phase: Fact['phase'] = 'terminal',
) {
  return owned(makeFact('run', key, data, { phase, channel: 'webhook' }));
}

const full: RunData = {
  pipeline: 'ci',
  attempt: 2,
  result: 'failure',
  branch: 'main',
  commit: 'abc',
  pullRequest: '12',
  queuedAt: minute(0),
  startedAt: minute(0.5),
  dequeuedAt: minute(0.5),
  finishedAt: minute(5),
  url: 'https://github.com/acme/checkout/actions/runs/7',
};

function taskFact(runKey: string, name: string, data = {}) {
  const times = { startedAt: minute(1), finishedAt: minute(2) };
  return owned(
    makeFact(
      'task',
      `${runKey}|${name}`,
      { runKey, name, result: 'success', ...times, ...data },
      { channel: 'webhook' },
    ),
  );
}

describe('createRunReader', () => {
  let filled: FilledStore;
  beforeEach(async () => {
    filled = await openFilledStore();
  });
  afterEach(() => filled.drop());

  const reader = (traceUrlTemplate?: string) =>
    createRunReader({
      store: filled.store,
      spansOfRun,
      stageOf: createStageOf([]),
      traceUrlTemplate,
    });
  const list = (query = {}) =>
    reader().listRuns({ entityRef: CHECKOUT, limit: 50, ...query });

  async function tellTrace(...spans: Span[]) {
    await appendRequests(filled.store, [{ spans, sender: 'ci' }], trace =>
      factsOfTrace({ ...trace, sender: 'ci' }, { deployments: [] }).map(fact =>
        owned(fact),
      ),
    );
    filled.calls.length = 0;
    const { rows } = await filled.store.listRuns({
      entityRef: CHECKOUT,
      limit: 1,
    });
    return rows[0].id;
  }

  it('lists runs with their durations in seconds', async () => {
    await filled.fill(runFact(KEY, full));
    const { items, nextCursor } = await list({ branch: 'main' });
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      expect.objectContaining({
        id: idOf(KEY),
        queuedAt: '2025-03-10T12:00:00.000Z',
        durationSeconds: 270,
        queueSeconds: 30,
      }),
    ]);
    expect(runSchema.safeParse(items[0]).success).toBe(true);
    expect((await list({ branch: 'other' })).items).toEqual([]);
  });

  it('says nothing of what no sender said', async () => {
    await filled.fill(runFact('plain:ci/8#1', {}, 'pending'));
    const [run] = (await list()).items;
    expect(run).toMatchObject({
      pipeline: 'plain:ci/8#1',
      branch: null,
      startedAt: null,
      durationSeconds: null,
      queueSeconds: null,
      attribution: null,
      lostToPlatformSeconds: null,
    });
  });

  it('judges all runs of a page by as many reads as one', async () => {
    const keys = ['a#1', 'b#1', 'c#1'];
    await filled.fill(
      ...keys.map(key => runFact(key, { ...full, commit: key })),
      ...keys.map(key => taskFact(key, 'unit', { result: 'failure' })),
    );
    const { items } = await list();
    expect(items.map(item => item.attribution?.verdict)).toEqual([
      'change',
      'change',
      'change',
    ]);
    expect(filled.calls.sort()).toEqual([
      'listRuns',
      'readTasksOfRuns',
      'readTestReports',
      'readTries',
    ]);
  });

  it('changes its answer once the same commit passes', async () => {
    const key = 'github:github.com/acme/checkout/7#1';
    await filled.fill(
      runFact(key, { ...full, attempt: 1 }),
      taskFact(key, 'unit', { result: 'failure' }),
    );
    const verdict = async () =>
      (await reader().readRun(CHECKOUT, idOf(key)))?.attribution;
    expect(await verdict()).toMatchObject({ verdict: 'change' });
    await filled.fill(runFact(KEY, { ...full, result: 'success' }));
    expect(await verdict()).toEqual({
      verdict: 'flaky',
      spanId: `${key}|unit`,
      sentence: 'Attempt 2 passed on the same commit. Decided by “unit”.',
      changedFrom: 'change',
    });
  });

  it('selects by verdict and by scope', async () => {
    await filled.fill(
      runFact('a#1', { ...full, commit: 'a' }),
      taskFact('a#1', 'unit', { result: 'failure' }),
      runFact('b#1', { ...full, commit: 'b', pullRequest: undefined }),
      taskFact('b#1', 'checkout', { result: 'failure' }),
      runFact('c#1', { ...full, result: 'success' }),
    );
    const ids = async (query: object) =>
      (await list(query)).items.map(item => item.id).sort();
    expect(await ids({ attribution: 'change' })).toEqual([idOf('a#1')]);
    expect(await ids({ attribution: 'platform' })).toEqual([idOf('b#1')]);
    expect(await ids({ attribution: 'flaky' })).toEqual([]);
    expect(await ids({ scope: 'default-branch' })).toEqual([idOf('b#1')]);
    expect(await ids({ scope: 'pull-request' })).toEqual(
      [idOf('a#1'), idOf('c#1')].sort(),
    );
  });

  it('reads a run with its tasks, whose queue is never negative', async () => {
    // The clocks of queue and runner disagree.
    const queuedAt = minute(1) + 1000;
    await filled.fill(
      runFact(KEY, full),
      taskFact(KEY, 'test', { queuedAt, stage: 'test' }),
    );
    const run = await reader().readRun(CHECKOUT, idOf(KEY));
    expect(runDetailSchema.safeParse(run).success).toBe(true);
    expect(run?.tasks).toEqual([
      expect.objectContaining({
        id: `${KEY}|test`,
        durationSeconds: 60,
        queueSeconds: 0,
      }),
    ]);
  });

  it('answers the spans of a trace with the critical path, and links to the trace backend', async () => {
    const runId = await tellTrace(
      runSpan(),
      taskSpan('build', { at: [0, 100] }),
      taskSpan('lint', { at: [0, 50] }),
      taskSpan('unit', { at: [100, 300] }),
    );
    const trace = await reader(
      'https://tempo.example.com/${traceId}',
    ).readTrace(CHECKOUT, runId);
    expect(traceSchema.safeParse(trace).success).toBe(true);
    expect(
      trace?.spans.filter(one => one.critical).map(one => one.name),
    ).toEqual(['RUN Build and deploy', 'build', 'unit']);
    expect(trace?.traceUrls).toEqual([
      `https://tempo.example.com/${runSpan().traceId}`,
    ]);
  });

  it('judges a run by what its trace says of the failing step, in the list too', async () => {
    await tellTrace(
      runSpan({ attributes: { 'cicd.pipeline.result': 'failure' } }),
      taskSpan('unit', {
        attributes: { 'cicd.pipeline.task.run.result': 'failure' },
      }),
      span('npm test', {
        parentSpanId: 'unit',
        statusCode: 2,
        statusMessage: 'no space left on device',
      }),
    );
    const [run] = (await list()).items;
    expect(run.attribution).toEqual({
      verdict: 'platform',
      spanId: toSpanId('npm test'),
      changedFrom: null,
      sentence:
        'The disk of the runner was full. Decided by “npm test”. Nothing to do for you.',
    });
    expect(filled.calls).not.toContain('readTraces');
  });

  it('gives a trace without queues the waiting that the webhook told of', async () => {
    const key = 'github:github.com/acme/payments/7001#1';
    await filled.fill(
      runFact(key, {
        attempt: 1,
        queuedAt: START - 60_000,
        dequeuedAt: START,
      }),
    );
    const runId = await tellTrace(runSpan(), taskSpan('unit'));
    expect(runId).toBe(idOf(key));
    const trace = await reader().readTrace(CHECKOUT, runId);
    expect(trace?.spans.map(one => [one.kind, one.parentSpanId])).toEqual([
      ['run', null],
      ['queue', toSpanId('run')],
      ['job', toSpanId('run')],
    ]);
  });

  it('draws a run that no trace told of from its jobs', async () => {
    await filled.fill(
      runFact(KEY, full),
      taskFact(KEY, 'unit', { result: 'failure', queuedAt: minute(0.5) }),
    );
    const trace = await reader().readTrace(CHECKOUT, idOf(KEY));
    expect(trace?.spans.map(one => [one.name, one.kind, one.result])).toEqual([
      ['ci', 'run', 'failure'],
      ['queued', 'queue', 'unknown'],
      ['unit', 'job', 'failure'],
      ['queued', 'queue', 'unknown'],
    ]);
    expect(traceSchema.safeParse(trace).success).toBe(true);
    expect(filled.calls).not.toContain('readTraces');
  });

  it('answers no spans of a run of which nothing is over', async () => {
    await filled.fill(runFact('plain:ci/8#1', {}, 'pending'));
    await expect(
      reader().readTrace(CHECKOUT, idOf('plain:ci/8#1')),
    ).resolves.toEqual({ spans: [], truncated: false, traceUrls: [] });
  });

  it('says when it leaves spans out', async () => {
    const steps = Array.from({ length: 10_001 }, (_, index) =>
      span(`s${index}`, { parentSpanId: 'run', resourceAttributes: RESOURCE }),
    );
    const runId = await tellTrace(runSpan(), ...steps);
    const trace = await reader().readTrace(CHECKOUT, runId);
    expect(trace?.spans).toHaveLength(10_000);
    expect(trace?.truncated).toBe(true);
  });

  it('reads 20 of the traces of a run, and says that there are more', async () => {
    const told = Array.from({ length: 21 }, (_, index) =>
      runFact(KEY, { ...full, traceId: `t${index}` }),
    );
    await filled.fill(...told);
    await expect(
      reader().readTrace(CHECKOUT, idOf(KEY)),
    ).resolves.toMatchObject({ truncated: true });
  });

  it('finds nothing when the entity has no such run', async () => {
    await expect(reader().readRun(CHECKOUT, 'x')).resolves.toBeUndefined();
    await expect(reader().readTrace(CHECKOUT, 'x')).resolves.toBeUndefined();
  });
});
