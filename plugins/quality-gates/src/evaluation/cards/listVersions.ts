import type { EnvironmentState } from '@quality-gates/backstage-plugin-quality-gates-common';

/** A version that can be asked for. */
export interface KnownVersion {
  readonly version: string;
  readonly commit: string | null;
  /** When it was last heard of: built, asked for or deployed. ISO 8601. */
  readonly at: string;
}

function mentionsOf(environment: EnvironmentState): KnownVersion[] {
  const { candidate, current, lastEvaluation } = environment;
  const found = [
    candidate && { ...candidate, at: candidate.builtAt },
    current && { ...current, at: current.deployedAt },
    lastEvaluation && { ...lastEvaluation, at: lastEvaluation.createdAt },
  ];
  return found.flatMap(one =>
    one && one.version
      ? { version: one.version, commit: one.commit, at: one.at }
      : [],
  );
}

/** Every version that was built, asked for or deployed somewhere, the one heard of last first. */
export function listVersions(
  environments: readonly EnvironmentState[],
): KnownVersion[] {
  const newest = environments
    .flatMap(mentionsOf)
    .sort((a, b) => b.at.localeCompare(a.at));
  const known = new Map<string, KnownVersion>();
  for (const one of newest) {
    const before = known.get(one.version);
    if (!before) known.set(one.version, one);
    else if (!before.commit && one.commit) {
      known.set(one.version, { ...before, commit: one.commit });
    }
  }
  return [...known.values()];
}
