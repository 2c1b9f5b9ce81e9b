import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import fc from 'fast-check';
import { facts } from './facts';

/**
 * Fails unless a trace says the same in any order of its spans, and whatever part of it comes first tells only runs,
 * tasks and deployments that the whole trace tells too, under the same keys.
 */
export function expectSameInAnyOrder(spans: readonly Span[]) {
  const whole = facts(...spans);
  const keys = new Set(whole.map(({ key }) => key));
  const shuffles = fc.shuffledSubarray([...spans], {
    minLength: spans.length,
  });
  fc.assert(
    fc.property(shuffles, fc.nat(spans.length), (shuffled, count) => {
      expect(facts(...shuffled)).toEqual(whole);
      for (const { key } of facts(...shuffled.slice(0, count))) {
        expect(keys).toContain(key);
      }
    }),
  );
}
