import type { Deployment } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { DeploymentChangesRow, DeploymentRow } from '../store/types';
import { leadTimeSeconds } from './changeLeadTime';
import { formatInstant } from './formatInstant';
import type { ClassifiedDeployment } from './types';

/**
 * A stored deployment as `GET …/deployments` shows it.
 *
 * @param known.classified - undefined for attempts that are no deployment: they neither failed nor remedied anything
 * @param known.changes - undefined for one that brought none
 */
export function toWireDeployment(
  row: DeploymentRow,
  known: {
    readonly classified: ClassifiedDeployment | undefined;
    readonly changes: DeploymentChangesRow | undefined;
  },
): Deployment {
  const { classified, changes } = known;
  return {
    ...sentFields(row),
    key: row.key,
    result: row.result ?? null,
    failed: (classified?.failedBy.length ?? 0) > 0,
    failedBy: [...(classified?.failedBy ?? [])],
    rework: classified?.rework ?? false,
    recoveredAt: formatOptional(classified?.recoveredAt),
    leadTimes: {
      n: changes?.count ?? 0,
      medianSeconds: changes ? changes.medianLeadTimeMs / 1000 : null,
    },
    commits: (changes?.changes ?? []).map(change => ({
      sha: change.sha,
      committedAt: formatInstant(change.committedAt),
      leadTimeSeconds: leadTimeSeconds(change),
      author: change.author,
    })),
    commitsFrom: row.commitsFrom,
    reportedBy: row.reportedBy,
  };
}

function sentFields(row: DeploymentRow) {
  return {
    id: row.id,
    environment: row.environment,
    version: row.version ?? null,
    commit: row.commit ?? null,
    previousCommit: row.previousCommit ?? null,
    status: row.status,
    reachedEnvironment: row.reached,
    startedAt: formatOptional(row.startedAt),
    finishedAt: formatOptional(row.finishedAt),
    url: row.url ?? null,
    actor: row.actor ?? null,
    digest: row.digest ?? null,
    rollbackOf: row.rollbackOf ?? null,
    hotfixFor: row.hotfixFor ?? null,
    runUrl: row.runUrl ?? null,
  };
}

/** As {@link formatInstant}; null where there is none. */
function formatOptional(millis: number | null | undefined): string | null {
  return millis === null || millis === undefined ? null : formatInstant(millis);
}
