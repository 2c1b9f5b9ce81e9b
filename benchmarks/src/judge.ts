import type { Finding } from './Area';
import { KNOWN_MISSES } from './knownMisses';

/** `known`: missed, with a published reason, and not by more than it was then. */
export type Verdict = 'reached' | 'tolerated' | 'known' | 'failed';

/** A finding and what it means for the run. */
export type JudgedFinding = Finding & { readonly verdict: Verdict };

/** By how much one goal may be missed, and by how much the others: machines differ. */
const TOLERANCE = { one: 0.3, others: 0.1 };

/** How far a finding is from its goal: 0 = reached, 0.1 = missed by 10 %. */
export function missedBy({ value, target, direction }: Finding): number {
  const miss = direction === 'at-least' ? target - value : value - target;
  if (miss <= 0) return 0;
  return target === 0 ? Infinity : miss / target;
}

/**
 * Judges findings: those missed by at most 10 % are tolerated, and of the others the one missed least, by at most 30 %.
 * Whatever is a matter of right and wrong is never tolerated.
 */
export function judge(findings: readonly Finding[]): JudgedFinding[] {
  const excused = findings
    .filter(one => !one.hard && !isKnown(one))
    .filter(one => missedBy(one) > TOLERANCE.others)
    .sort((a, b) => missedBy(a) - missedBy(b))
    .find(one => missedBy(one) <= TOLERANCE.one);
  return findings.map(finding => {
    const missed = missedBy(finding);
    if (missed === 0) return { ...finding, verdict: 'reached' };
    if (finding.hard) return { ...finding, verdict: 'failed' };
    if (missed <= TOLERANCE.others || finding === excused) {
      return { ...finding, verdict: 'tolerated' };
    }
    return { ...finding, verdict: isKnown(finding) ? 'known' : 'failed' };
  });
}

function isKnown({ goal, what, value, direction }: Finding): boolean {
  return KNOWN_MISSES.some(
    known =>
      known.goal === goal &&
      what.includes(known.what) &&
      (direction === 'at-least' ? value >= known.limit : value <= known.limit),
  );
}
