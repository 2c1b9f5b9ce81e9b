import {
  createFailedSpans,
  createManySpans,
  createSpan,
} from '../__testUtils__/spans';
import {
  layoutWaterfall,
  listFirstFolds,
  listFolds,
  markFailures,
} from './layoutWaterfall';
import { createSpanTree, type TraceSpan } from './spanTree';

const failure = {
  verdict: 'change' as const,
  spanId: 'npm',
  name: 'npm test',
  message: null,
  sentence: 'Failed on 3 of 3 tries.',
  decisive: true,
};

function layout(
  spans: readonly TraceSpan[],
  options: { folded?: ReadonlySet<string>; onlyCritical?: boolean } = {},
) {
  const tree = createSpanTree(spans);
  return layoutWaterfall(tree, {
    folded: options.folded ?? new Set(),
    onlyCritical: options.onlyCritical ?? false,
    verdicts: markFailures(tree, [failure]),
  });
}

function platformSteps(count: number) {
  return Array.from({ length: count }, (_, index) =>
    createSpan(`p${index}`, [index, index + 1], {
      kind: 'platform',
      parentSpanId: 'job',
    }),
  );
}

describe('layoutWaterfall', () => {
  it('places each span by depth and as fractions of the run', () => {
    const rows = layout(createFailedSpans());
    expect(rows.map(({ id, depth }) => [id, depth])).toEqual([
      ['run', 0],
      ['build', 1],
      ['checkout', 2],
      ['compile', 2],
      ['unit', 1],
      ['npm', 2],
    ]);
    expect(rows[4].bar.x).toBeCloseTo(174 / 540);
    expect(rows[4].bar.width).toBeCloseTo(228 / 540);
    expect(rows[5].seconds).toBe(152);
  });

  it('draws the waiting of a job on the row of the job', () => {
    const [wait] = layout(createFailedSpans())[4].waits;
    expect(wait.seconds).toBe(76);
    expect(wait.x).toBeCloseTo(174 / 540);
  });

  it('gives waiting outside of a job a row of its own', () => {
    const rows = layout([
      createSpan('run', [0, 10], { kind: 'run' }),
      createSpan('wait', [0, 4], { kind: 'queue', parentSpanId: 'run' }),
    ]);
    expect(rows.map(({ id }) => id)).toEqual(['run', 'wait']);
  });

  it('leaves out what is below a folded row', () => {
    const rows = layout(createFailedSpans(), { folded: new Set(['build']) });
    expect(rows.map(({ id }) => id)).toEqual(['run', 'build', 'unit', 'npm']);
    expect(rows[1].expanded).toBe(false);
    expect(rows[3].expanded).toBeUndefined();
  });

  it('marks the critical path on the deepest rows that show it', () => {
    const critical = (folded: string[]) =>
      layout(createFailedSpans(), { folded: new Set(folded) })
        .filter(row => row.critical)
        .map(({ id }) => id);
    expect(critical([])).toEqual(['build', 'unit']);
    expect(critical(['run'])).toEqual(['run']);
  });

  it('shows only the critical path and what is around it', () => {
    const rows = layout(createFailedSpans(), { onlyCritical: true });
    expect(rows.map(({ id }) => id)).toEqual(['run', 'build', 'unit']);
    expect(rows[2].expanded).toBeUndefined();
  });

  it('says whose failure a span is, also of what is around it', () => {
    const rows = layout(createFailedSpans());
    expect(rows.filter(({ verdict }) => verdict).map(({ id }) => id)).toEqual([
      'run',
      'unit',
      'npm',
    ]);
  });

  it.each([
    [8, ['job', ...platformSteps(8).map(({ spanId }) => spanId)]],
    [9, ['job', 'job/platform-steps']],
  ])('shows %p platform steps as %j', (count, ids) => {
    const spans = [
      createSpan('job', [0, 20], { kind: 'job' }),
      ...platformSteps(count),
    ];
    const tree = createSpanTree(spans);
    const rows = layout(spans, { folded: listFirstFolds(tree, new Map()) });
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it('shows the platform steps of an unfolded group below it', () => {
    const spans = [
      createSpan('job', [0, 20], { kind: 'job' }),
      ...platformSteps(9),
    ];
    const rows = layout(spans);
    expect(rows).toHaveLength(11);
    expect(rows[1]).toMatchObject({ count: 9, seconds: 9, expanded: true });
    expect(rows[2]).toMatchObject({ id: 'p0', depth: 2 });
  });

  it('folds everything but the run', () => {
    const spans = createFailedSpans();
    const rows = layout(spans, { folded: listFolds(createSpanTree(spans)) });
    expect(rows.map(({ id }) => id)).toEqual(['run', 'build', 'unit']);
  });

  it('folds the jobs of a large run, but not the one that failed', () => {
    const tree = createSpanTree(createManySpans(10, 60));
    const verdicts = markFailures(tree, [{ ...failure, spanId: 'step-1-2' }]);
    const folded = listFirstFolds(tree, verdicts);
    expect(folded.size).toBe(9);
    expect(folded.has('job-1')).toBe(false);
  });

  it('lays out 5,000 spans in well under a frame budget of typing', () => {
    const tree = createSpanTree(createManySpans(50, 99));
    expect(tree.byId.size).toBe(5001);
    const options = {
      folded: new Set<string>(),
      onlyCritical: false,
      verdicts: new Map(),
    };
    layoutWaterfall(tree, options);
    const began = performance.now();
    const rows = layoutWaterfall(tree, options);
    expect(rows).toHaveLength(5001);
    expect(performance.now() - began).toBeLessThan(100);
  });

  it('lays out a chain of 10,000 spans without running out of stack', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) =>
      createSpan(`s${index}`, [0, 10], {
        parentSpanId: index > 0 ? `s${index - 1}` : null,
      }),
    );
    expect(layout(chain)).toHaveLength(10_000);
  });

  it('draws nothing of no spans', () => {
    expect(layout([])).toEqual([]);
  });
});
