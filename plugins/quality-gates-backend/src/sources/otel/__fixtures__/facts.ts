import type {
  Fact,
  FactOf,
  FactType,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { factsOfTrace } from '../spansToFacts';
import { RESOURCE, TRACE_ID } from './span';

/** Key of the run that `RESOURCE` names. */
export const KEY = 'github:github.com/acme/payments/7001#1';

/** What a trace of these spans says, without configured rules. */
export function facts(...spans: Span[]): Fact[] {
  const traceId = spans[0]?.traceId ?? TRACE_ID;
  const trace = { traceId, spans, sender: 'ci' };
  return factsOfTrace(trace, { deployments: [] });
}

/** Of {@link facts}, those of one type. */
export function only<T extends FactType>(type: T, ...spans: Span[]) {
  return facts(...spans).filter(
    (fact): fact is FactOf<T> => fact.type === type,
  );
}

/** Keys of the runs of a trace. */
export function keys(...spans: Span[]): string[] {
  return only('run', ...spans).map(fact => fact.key);
}

/** `RESOURCE` but for some of its attributes. */
export function without(...names: string[]) {
  return Object.fromEntries(
    Object.entries(RESOURCE).filter(([name]) => !names.includes(name)),
  );
}
