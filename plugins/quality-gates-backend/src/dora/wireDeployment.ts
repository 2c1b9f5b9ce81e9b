import type { Deployment } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { ChangeLeadRow, DeploymentRow } from '../store/types';
import { leadTimeSeconds } from './changeLeadTime';
import { formatInstant } from './formatInstant';
import { median } from './median';
import type { ClassifiedDeployment } from './types';

/** Commits listed with a deployment at most; `leadTimes` is over all that are given. */
const MOST_COMMITS = 100;

/**
 * A stored deployment as `GET …/deployments` shows it.
 *
 * @param known.classified - undefined for attempts that are no deployment: they neither failed nor remedied anything
 * @param known.changes - of this key, oldest first; those of other environments are left out
 */
export function toWireDeployment(
  row: DeploymentRow,
  known: {
    readonly classified: ClassifiedDeployment | undefined;
    readonly changes: readonly ChangeLeadRow[];
  },
): Deployment {
  const { classified } = known;
  const changes = known.changes.filter(
    change => change.environment === row.environment,
  );
  return {
    ...sentFields(row),
    key: row.key,
    result: row.result ?? null,
    failed: (classified?.failedBy.length ?? 0) > 0,
    failedBy: [...(classified?.failedBy ?? [])],
    rework: classified?.rework ?? false,
    recoveredAt: formatOptional(classified?.recoveredAt),
    leadTimes: {
      n: changes.length,
      medianSeconds: median(changes.map(leadTimeSeconds)),
    },
    commits: changes.slice(0, MOST_COMMITS).map(change => ({
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
