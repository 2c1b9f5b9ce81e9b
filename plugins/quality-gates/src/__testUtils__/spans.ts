import type { Trace } from '@quality-gates/backstage-plugin-quality-gates-common';

/** One span of a trace. */
export type TestSpan = Trace['spans'][number];

const START = Date.parse('2026-11-18T12:40:41.000Z');

/** A span from `from` to `to` seconds after the start of the run. */
export function createSpan(
  spanId: string,
  [from, to]: readonly [number, number],
  partial: Partial<TestSpan> = {},
): TestSpan {
  return {
    spanId,
    parentSpanId: null,
    name: spanId,
    kind: 'step',
    startedAt: new Date(START + from * 1000).toISOString(),
    endedAt: new Date(START + to * 1000).toISOString(),
    result: 'success',
    ...partial,
  };
}

/** A run of 540 s: a build, then a test job whose step failed after it had waited for a runner. */
export function createFailedSpans(): TestSpan[] {
  return [
    createSpan('run', [0, 540], {
      name: 'checkout-ci',
      kind: 'run',
      result: 'failure',
      critical: true,
    }),
    createSpan('build', [0, 174], {
      kind: 'job',
      parentSpanId: 'run',
      critical: true,
    }),
    createSpan('checkout', [10, 19], {
      kind: 'platform',
      parentSpanId: 'build',
    }),
    createSpan('compile', [19, 174], { parentSpanId: 'build' }),
    createSpan('unit', [174, 402], {
      name: 'unit, node 24',
      kind: 'job',
      parentSpanId: 'run',
      result: 'failure',
      critical: true,
    }),
    createSpan('unit/queue', [174, 250], {
      kind: 'queue',
      parentSpanId: 'unit',
    }),
    createSpan('npm', [250, 402], {
      name: 'npm test',
      parentSpanId: 'unit',
      result: 'failure',
      message: 'expected 3 attempts, received 4',
      logs: 'line 1\nCaptureRetry › gives up after 3 conflicts\n',
    }),
  ];
}

/** A run with `jobs` jobs of `steps` steps each, one of them failed. */
export function createManySpans(jobs: number, steps: number): TestSpan[] {
  const spans = [createSpan('run', [0, jobs * 10 + 60], { kind: 'run' })];
  for (let job = 0; job < jobs; job += 1) {
    const from = job * 10;
    spans.push(
      createSpan(`job-${job}`, [from, from + 60], {
        kind: 'job',
        parentSpanId: 'run',
        result: job === 1 ? 'failure' : 'success',
      }),
    );
    for (let step = 0; step < steps; step += 1) {
      spans.push(
        createSpan(`step-${job}-${step}`, [from + step, from + step + 1], {
          parentSpanId: `job-${job}`,
          result: job === 1 && step === 2 ? 'failure' : 'success',
        }),
      );
    }
  }
  return spans;
}
