import type {
  AttributeValue,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { ALIASES, type Canonical } from './aliases';

/** Attributes to set on a span; an empty text says nothing and hides aliases and what scope and resource say. */
export type Restated = { readonly [name in Canonical]?: AttributeValue };

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
    if (value === undefined) continue;
    own[name] = value;
    if (value !== '') continue;
    for (const alias of ALIASES[name as Canonical]) {
      if (Object.hasOwn(own, alias)) own[alias] = '';
    }
  }
  return { ...span, attributes: own };
}
