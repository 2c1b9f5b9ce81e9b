import {
  runDetailSchema,
  runSchema,
  traceSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { RunRow, TaskRow, WholeTrace } from '../store/types';
import { createRunReader, type TraceSpan } from './readRuns';

const CHECKOUT = 'component:default/checkout';

const full: RunRow = {
  entityRef: CHECKOUT,
  key: 'github:github.com/acme/checkout/7#2',
  id: 'Z2l0aHVi',
  reportedBy: null,
  pipeline: 'ci',
  attempt: 2,
  result: 'failure',
  phase: 'terminal',
  branch: 'main',
  commit: 'abc',
  pullRequest: '12',
  queuedAt: Date.UTC(2025, 2, 10, 12),
  startedAt: Date.UTC(2025, 2, 10, 12, 0, 30),
  dequeuedAt: Date.UTC(2025, 2, 10, 12, 0, 30),
  finishedAt: Date.UTC(2025, 2, 10, 12, 5),
  url: 'https://github.com/acme/checkout/actions/runs/7',
  traceIds: ['t1', 't2'],
  entityRefs: [CHECKOUT],
};
const bare: RunRow = {
  entityRef: CHECKOUT,
  key: 'plain:ci/8#1',
  id: 'cGxhaW4',
  reportedBy: 'ci',
  attempt: 1,
  result: 'unknown',
  phase: 'pending',
  traceIds: [],
  entityRefs: [CHECKOUT],
};
const task: TaskRow = {
  entityRef: CHECKOUT,
  key: 'task-1',
  reportedBy: null,
  runKey: full.key,
  name: 'test',
  stage: 'test',
  result: 'success',
  phase: 'terminal',
  // The clocks of queue and runner disagree.
  queuedAt: Date.UTC(2025, 2, 10, 12, 1),
  startedAt: Date.UTC(2025, 2, 10, 12, 0, 59),
  finishedAt: Date.UTC(2025, 2, 10, 12, 2),
};

function span(spanId: string, parentSpanId: string | null): TraceSpan {
  return {
    spanId,
    parentSpanId,
    name: spanId,
    kind: 'job',
    startedAt: '2025-03-10T12:00:00.000Z',
    endedAt: '2025-03-10T12:00:01.000Z',
    result: 'success',
  };
}

function setup(run: RunRow | undefined = full) {
  const store = {
    listRuns: jest.fn(async () => ({ rows: [full, bare], nextCursor: 'more' })),
    readRun: jest.fn(async (): Promise<RunRow | undefined> => run),
    readTasks: jest.fn(async () => [task]),
    readTraces: jest.fn(
      async (ids: readonly string[]): Promise<WholeTrace[]> =>
        ids.map(traceId => ({
          traceId,
          spans: [{ traceId } as Span],
          senders: [],
          truncated: false,
        })),
    ),
    readLogExcerpts: jest.fn(async () => new Map<string, string>()),
  };
  const spansOfRun = jest.fn((): TraceSpan[] => []);
  return { store, spansOfRun, reader: createRunReader({ store, spansOfRun }) };
}

describe('createRunReader', () => {
  it('lists runs with their durations in seconds', async () => {
    const { store, reader } = setup();
    const query = { entityRef: CHECKOUT, limit: 50, branch: 'main' };
    const page = await reader.listRuns(query);
    expect(store.listRuns).toHaveBeenCalledWith(query);
    expect(page.nextCursor).toBe('more');
    expect(page.items[0]).toMatchObject({
      id: 'Z2l0aHVi',
      queuedAt: '2025-03-10T12:00:00.000Z',
      durationSeconds: 270,
      queueSeconds: 30,
    });
    for (const item of page.items) {
      expect(runSchema.safeParse(item).success).toBe(true);
    }
  });

  it('says nothing of what no sender said', async () => {
    const { reader } = setup(bare);
    await expect(reader.readRun(CHECKOUT, bare.id)).resolves.toMatchObject({
      pipeline: 'plain:ci/8#1',
      branch: null,
      startedAt: null,
      durationSeconds: null,
      queueSeconds: null,
      attribution: null,
    });
  });

  it('reads a run with its tasks, whose queue is never negative', async () => {
    const { store, reader } = setup();
    const run = await reader.readRun(CHECKOUT, full.id);
    expect(store.readTasks).toHaveBeenCalledWith(CHECKOUT, full.key);
    expect(runDetailSchema.safeParse(run).success).toBe(true);
    expect(run?.tasks).toEqual([
      expect.objectContaining({
        id: 'task-1',
        durationSeconds: 61,
        queueSeconds: 0,
      }),
    ]);
  });

  it('answers the spans of all traces of a run', async () => {
    const { store, spansOfRun, reader } = setup();
    spansOfRun.mockReturnValue([span('root', null), span('job', 'root')]);
    const trace = await reader.readTrace(CHECKOUT, full.id);
    expect(store.readTraces).toHaveBeenCalledWith(['t1', 't2']);
    expect(spansOfRun).toHaveBeenCalledWith(
      [{ traceId: 't1' }, { traceId: 't2' }],
      full.key,
    );
    expect(trace?.spans.map(one => one.spanId)).toEqual(['root', 'job']);
    expect(trace?.truncated).toBe(false);
    expect(traceSchema.safeParse(trace).success).toBe(true);
  });

  it('shows what spans printed, those that failed first', async () => {
    const { reader, store, spansOfRun } = setup();
    const failed: TraceSpan = { ...span('job', null), result: 'failure' };
    spansOfRun.mockReturnValue([span('root', null), failed]);
    store.readLogExcerpts.mockResolvedValue(new Map([['job', 'npm ERR!']]));
    const trace = await reader.readTrace(CHECKOUT, full.id);
    expect(trace?.spans.map(({ logs }) => logs)).toEqual([
      undefined,
      'npm ERR!',
    ]);
    expect(store.readLogExcerpts).toHaveBeenCalledWith({
      traceIds: full.traceIds,
      first: ['job'],
    });
  });

  it('answers no spans for a run that no trace told of', async () => {
    const { store, reader } = setup(bare);
    await expect(reader.readTrace(CHECKOUT, bare.id)).resolves.toEqual({
      spans: [],
      truncated: false,
      traceUrls: [],
    });
    expect(store.readTraces).not.toHaveBeenCalled();
  });

  it('says when it leaves spans or traces out', async () => {
    const many = setup();
    many.spansOfRun.mockReturnValue(
      Array.from({ length: 10_001 }, (_, i) => span(`${i}`, null)),
    );
    const trace = await many.reader.readTrace(CHECKOUT, full.id);
    expect(trace?.spans).toHaveLength(10_000);
    expect(trace?.truncated).toBe(true);

    const traceIds = Array.from({ length: 21 }, (_, i) => `t${i}`);
    const traces = setup({ ...full, traceIds });
    await expect(
      traces.reader.readTrace(CHECKOUT, full.id),
    ).resolves.toMatchObject({ truncated: true });
    expect(traces.store.readTraces.mock.calls[0][0]).toHaveLength(20);
  });

  it('finds nothing when the entity has no such run', async () => {
    const { store, reader } = setup();
    store.readRun.mockResolvedValue(undefined);
    await expect(reader.readRun(CHECKOUT, 'x')).resolves.toBeUndefined();
    await expect(reader.readTrace(CHECKOUT, 'x')).resolves.toBeUndefined();
  });
});
