import { trace } from '@opentelemetry/api';
import { recordSpans } from './__testUtils__/recordSpans';
import {
  decided,
  makeEvaluation,
  makeOutcome,
} from './notify/__testUtils__/makeEvaluation';
import { recordEvaluation } from './recordEvaluation';

const PIPELINE = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
};
const seconds = ([whole, nano]: [number, number]) => whole + nano / 1e9;

describe('recordEvaluation', () => {
  const exporter = recordSpans();

  it('makes one span of the evaluation with a child for each gate, linked to the pipeline', () => {
    const measured = {
      ...makeOutcome('error-rate', 'fail', 'A limit does not hold'),
      value: 0.2,
      measuredAt: '2025-03-10T12:00:30.000Z',
      durationMs: 500,
    };
    const evaluation = makeEvaluation({
      ...decided('deny'),
      outcomes: [measured, makeOutcome('smoke', 'error', 'No answer')],
    });
    recordEvaluation(evaluation, [PIPELINE]);
    const [first, second, whole] = exporter.getFinishedSpans();
    expect(whole.name).toBe('quality_gates.evaluation');
    expect(whole.attributes).toMatchObject({
      'backstage.entity.ref': 'component:default/payments',
      'service.version': '4.18.0',
      'quality_gates.evaluation.decision': 'deny',
    });
    expect(whole.links.map(link => link.context)).toEqual([
      expect.objectContaining(PIPELINE),
    ]);
    expect(seconds(whole.endTime) - seconds(whole.startTime)).toBeCloseTo(60);
    for (const child of [first, second]) {
      expect(child.name).toBe('quality_gates.gate');
      expect(child.parentSpanContext?.spanId).toBe(whole.spanContext().spanId);
    }
    expect(first.attributes).toMatchObject({
      'quality_gates.gate': 'error-rate',
      'quality_gates.gate.outcome': 'fail',
      'quality_gates.gate.value': 0.2,
    });
    expect(seconds(first.endTime) - seconds(first.startTime)).toBeCloseTo(0.5);
    expect([first, second].map(({ status }) => status.code)).toEqual([0, 2]);
    expect(second.attributes).not.toHaveProperty('quality_gates.gate.value');
  });

  it('starts a trace of its own, whatever the worker is in', () => {
    trace.getTracer('test').startActiveSpan('worker', span => {
      recordEvaluation(makeEvaluation(decided('allow')), []);
      span.end();
    });
    const whole = exporter
      .getFinishedSpans()
      .find(({ name }) => name === 'quality_gates.evaluation');
    expect(whole?.parentSpanContext).toBeUndefined();
  });

  it('names a trace of which no span is known, and links to none', () => {
    const { traceId } = PIPELINE;
    recordEvaluation(makeEvaluation(decided('allow')), [{ traceId }]);
    const whole = exporter.getFinishedSpans().at(-1)!;
    expect(whole.links).toEqual([]);
    expect(whole.attributes['quality_gates.pipeline.trace_ids']).toEqual([
      traceId,
    ]);
  });

  it('records nothing while it is open', () => {
    recordEvaluation(makeEvaluation(), [PIPELINE]);
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
