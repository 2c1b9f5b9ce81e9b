import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { minute } from './testFacts';

/** Of all spans that name no other. */
export const TRACE = 'a'.repeat(32);

/** A span of a minute that says nothing of itself. */
export function makeSpan(spanId: string, rest: Partial<Span> = {}): Span {
  return {
    traceId: TRACE,
    spanId,
    parentSpanId: null,
    name: 'build',
    kind: 1,
    startedAt: minute(0),
    endedAt: minute(1),
    attributes: {},
    statusCode: 0,
    statusMessage: '',
    events: [],
    links: [],
    scopeName: '',
    scopeAttributes: {},
    resourceAttributes: {},
    ...rest,
  };
}
