import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { textOf } from './aliases';

/** A span's own attribute as text, under an emitter's own name; '' when it has none. */
export function ownText({ attributes }: Span, key: string): string {
  return (Object.hasOwn(attributes, key) && textOf(attributes[key])) || '';
}

/** A span's own attribute as a number that is not negative; undefined for anything else. */
export function ownNumber(span: Span, key: string): number | undefined {
  const text = ownText(span, key);
  const value = Number(text);
  return text !== '' && value >= 0 ? value : undefined;
}

/** Whether the span itself has the attribute, be it empty. */
export function hasOwn({ attributes }: Span, key: string): boolean {
  return Object.hasOwn(attributes, key);
}
