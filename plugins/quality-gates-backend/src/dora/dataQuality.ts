import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { isRollback } from './classifyDeployments';
import { deploymentIdentity } from './deploymentTime';
import { joinKey } from './joinKey';
import type {
  ClassifiedDeployment,
  CountedDeployment,
  DoraChange,
  DoraDeployment,
} from './types';

/** Deployments of which at least one lead time sample is used, of all (C17). */
export function coverage(options: {
  readonly deployments: readonly CountedDeployment[];
  readonly changes: readonly DoraChange[];
}): DoraReport['coverage'] {
  const covered = coveredDeployments(options.changes);
  return {
    deploymentsWithCommits: options.deployments.filter(counted =>
      isCovered(counted, covered),
    ).length,
    deployments: options.deployments.length,
  };
}

/**
 * What is odd about the data behind the numbers, each kind with how often; kinds that did not occur are left out.
 *
 * - `negative-lead-time`: changes committed after they were deployed; dropped.
 * - `deployment-without-commits`: deployments that should have brought changes, but none is known. Rollbacks and
 *   returns to a commit that was out before bring none and are not meant.
 * - `negative-recovery-time`: failures resolved before the deployment had finished; dropped.
 *
 * @param options.earlier - all deployments up to the end of the window, by time, to know which commits were out before
 */
export function dataQuality(options: {
  readonly deployments: readonly CountedDeployment[];
  readonly changes: readonly DoraChange[];
  readonly earlier: readonly DoraDeployment[];
}): DoraReport['dataQuality'] {
  const covered = coveredDeployments(options.changes);
  const returns = returnsToCommit(options.earlier);
  const isExpected = (member: ClassifiedDeployment) =>
    member.negativeLeadTimes === 0 &&
    member.commitsFrom !== 'pushes' &&
    !isRollback(member) &&
    !returns.has(deploymentIdentity(member));
  let negativeLeads = 0;
  let negativeRecoveries = 0;
  let withoutCommits = 0;
  for (const counted of options.deployments) {
    const { members, failedAt, recoveredAt } = counted;
    for (const one of members) negativeLeads += one.negativeLeadTimes;
    if (failedAt !== null && recoveredAt !== null && recoveredAt < failedAt) {
      negativeRecoveries += 1;
    }
    if (!isCovered(counted, covered) && members.every(isExpected)) {
      withoutCommits += 1;
    }
  }
  return [
    { code: 'negative-lead-time', count: negativeLeads },
    { code: 'deployment-without-commits', count: withoutCommits },
    { code: 'negative-recovery-time', count: negativeRecoveries },
  ].filter(({ count }) => count > 0);
}

function coveredDeployments(
  changes: readonly DoraChange[],
): ReadonlySet<string> {
  return new Set(
    changes.map(({ deploymentKey, ...change }) =>
      deploymentIdentity({ ...change, key: deploymentKey }),
    ),
  );
}

function isCovered(
  counted: CountedDeployment,
  covered: ReadonlySet<string>,
): boolean {
  return counted.members.some(one => covered.has(deploymentIdentity(one)));
}

/** Deployments whose commit was deployed before in the same entity, in any environment. */
function returnsToCommit(
  ordered: readonly DoraDeployment[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const returns = new Set<string>();
  for (const deployment of ordered) {
    if (deployment.commit === undefined) continue;
    const commit = joinKey(deployment.entityRef, deployment.commit);
    if (seen.has(commit)) returns.add(deploymentIdentity(deployment));
    seen.add(commit);
  }
  return returns;
}
