import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Emitter, SpanRole } from './Emitter';
import { semanticConventions } from './semanticConventions';

/** The first emitter that knows a span explains it. The conventions stand last: others use their names differently. */
export const emitters: readonly Emitter[] = [semanticConventions];

/** What a span is, by the first of {@link emitters} that knows it. */
export function roleOf(span: Span): SpanRole | undefined {
  for (const emitter of emitters) {
    const role = emitter.roleOf(span);
    if (role) return role;
  }
  return undefined;
}
