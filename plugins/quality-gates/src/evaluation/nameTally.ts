import type { Translate } from '../translation';
import type { Tally } from './groupOutcomes';

/**
 * The word of a tally, in the right number.
 *
 * @example nameTally({ glyph: 'warn', count: 2 }, t) // 'warnings'
 */
export function nameTally({ glyph, count }: Tally, t: Translate): string {
  return t(`answer.${glyph}`, { count });
}
