import type {
  Deployment,
  Incident,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { MetricId } from './metrics';

/** A commit and the deployment that first brought it. */
export interface DeployedCommit {
  readonly sha: string;
  readonly committedAt: string;
  readonly leadTimeSeconds: number | null;
  readonly author: string | null;
  readonly deployment: Deployment;
}

/** The events behind one number, newest first. */
export interface MetricEvents {
  readonly deployments: readonly Deployment[];
  readonly commits: readonly DeployedCommit[];
  readonly incidents: readonly Incident[];
}

const COUNTS: Record<MetricId, (deployment: Deployment) => boolean> = {
  deploymentFrequency: () => true,
  changeLeadTime: ({ commits }) => commits.length > 0,
  changeFailRate: ({ failed }) => failed,
  recoveryTime: ({ failed }) => failed,
  reworkRate: ({ rework }) => rework,
};

function endOf({ finishedAt, startedAt }: Deployment): string {
  return finishedAt ?? startedAt ?? '';
}

/**
 * Of everything in the window, what a metric is made of: deployments that reached the environment and count for it,
 * their commits, and the incidents that make a deployment fail or that nobody linked.
 */
export function selectEvents(
  metric: MetricId,
  deployments: readonly Deployment[],
  incidents: readonly Incident[],
): MetricEvents {
  const counted = deployments
    .filter(one => one.reachedEnvironment && one.result !== null)
    .filter(COUNTS[metric])
    .sort((a, b) => endOf(b).localeCompare(endOf(a)));
  const commits =
    metric === 'changeLeadTime' || metric === 'deploymentFrequency'
      ? counted.flatMap(deployment =>
          deployment.commits.map(commit => ({ ...commit, deployment })),
        )
      : [];
  const aboutFailures =
    metric === 'changeFailRate' || metric === 'recoveryTime';
  return {
    deployments: counted,
    commits: commits.sort((a, b) => b.committedAt.localeCompare(a.committedAt)),
    incidents: aboutFailures
      ? [...incidents].sort((a, b) => b.openedAt.localeCompare(a.openedAt))
      : [],
  };
}
