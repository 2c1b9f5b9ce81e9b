import type {
  Attributes,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { span } from '../span';

/** One span: id, parent, name, seconds from and to, what it says, and what differs from its neighbours. */
export type SpanLine = readonly [
  id: string,
  parent: string | null,
  name: string,
  at: readonly [number, number],
  attributes?: Attributes,
  rest?: Partial<Span>,
];

/** The spans of a trace that have this in common. */
export function spansBy(common: Partial<Span>, ...lines: SpanLine[]): Span[] {
  return lines.map(([id, parentSpanId, name, at, attributes = {}, rest = {}]) =>
    span(id, {
      ...common,
      ...rest,
      parentSpanId,
      name,
      at,
      attributes: { ...attributes },
    }),
  );
}
