import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { minute } from './testFacts';

/** Of all spans that name no other. */
export const TRACE = 'a'.repeat(32);

/** The id of a span with a short name, in the order of the names. */
export function spanId(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(16, '0');
}

/** A span of a minute that says nothing of itself, by its id or a short name. */
export function makeSpan(name: string, rest: Partial<Span> = {}): Span {
  return {
    traceId: TRACE,
    spanId: /^[0-9a-f]{16}$/.test(name) ? name : spanId(name),
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
