import type {
  AttributeValue,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Canonical } from './aliases';

/** Attributes to set on a span; an empty text says nothing and hides what scope and resource say. */
export type Restated = Partial<Record<Canonical, AttributeValue>>;

/**
 * The span with attributes of its own in the names of the conventions; undefined ones are left as they are.
 *
 * @example
 * ```ts
 * restate(span, { 'cicd.pipeline.name': '' }); // as if neither span nor resource named the pipeline
 * ```
 */
export function restate(span: Span, attributes: Restated): Span {
  const own: Record<string, AttributeValue> = { ...span.attributes };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) own[name] = value;
  }
  return { ...span, attributes: own };
}
