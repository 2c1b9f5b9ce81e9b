import { isDeepStrictEqual } from 'node:util';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import fc from 'fast-check';
import { facts } from '../__fixtures__/facts';

/**
 * Throws unless a trace says the same in any order of its spans, and whatever part of it comes first tells only runs,
 * tasks and deployments that the whole trace tells too, under the same keys.
 */
export function checkAnyOrder(spans: readonly Span[]) {
  const whole = facts(...spans);
  const keys = new Set(whole.map(({ key }) => key));
  const shuffles = fc.shuffledSubarray([...spans], {
    minLength: spans.length,
  });
  fc.assert(
    fc.property(
      shuffles,
      fc.nat(spans.length),
      (shuffled, count) =>
        isDeepStrictEqual(facts(...shuffled), whole) &&
        facts(...shuffled.slice(0, count)).every(({ key }) => keys.has(key)),
    ),
  );
}
