import { joinKey } from './joinKey';
import type { ClassifiedDeployment, CountedDeployment } from './types';

const DAY_MS = 86_400_000;

/** Every deployment counts as one. */
export function countEach(
  deployments: readonly ClassifiedDeployment[],
): CountedDeployment[] {
  return deployments.map(deployment => countAsOne([deployment]));
}

/**
 * The same version of an entity within 24 h of its first deployment counts once, in however many environments; it
 * failed when it failed in one of them, and has recovered when it has in all. A return to a version is a roll-out of
 * its own. Without a version the commit stands in for it; without both a deployment counts alone.
 *
 * @param deployments - ordered by time
 * @returns ordered by time
 */
export function countByVersion(
  deployments: readonly ClassifiedDeployment[],
): CountedDeployment[] {
  const open = new Map<string, ClassifiedDeployment[]>();
  const groups: ClassifiedDeployment[][] = [];
  for (const deployment of deployments) {
    const version = versionOf(deployment);
    const group = open.get(version);
    if (group && deployment.at - group[0].at <= DAY_MS) {
      group.push(deployment);
    } else {
      const started = [deployment];
      open.set(version, started);
      groups.push(started);
    }
  }
  return groups.map(countAsOne);
}

function versionOf(deployment: ClassifiedDeployment): string {
  const { entityRef, environment, key, version, commit, rework } = deployment;
  const kind = rework ? 'remedy' : 'change';
  if (version !== undefined) {
    return joinKey('version', entityRef, kind, version);
  }
  if (commit !== undefined) {
    return joinKey('commit', entityRef, kind, commit);
  }
  return joinKey('alone', entityRef, environment, key);
}

function countAsOne(
  members: readonly ClassifiedDeployment[],
): CountedDeployment {
  const failed = members.filter(member => member.failedBy.length > 0);
  let recoveredAt: number | null = null;
  if (failed.every(member => member.recoveredAt !== null)) {
    for (const member of failed) {
      recoveredAt = Math.max(recoveredAt ?? -Infinity, member.recoveredAt!);
    }
  }
  return {
    at: members[0].at,
    failedAt: failed[0]?.at ?? null,
    recoveredAt,
    rework: members.some(member => member.rework),
    members,
  };
}
