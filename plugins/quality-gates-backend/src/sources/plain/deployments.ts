import type { IngestDeployment } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  DeploymentData,
  FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { hashOf, millisOf, subjectOf, type Sent } from './Sent';
import { readStatus } from './status';

/** One deployment fact. */
export function deploymentFacts(
  sent: Sent<IngestDeployment>,
): FactOf<'deployment'>[] {
  const { value, token } = sent;
  const data = dataOf(value);
  const at = millisOf(value.updatedAt) ?? data.finishedAt ?? data.startedAt;
  return [
    {
      type: 'deployment',
      key: `plain:${token}/${data.id}`,
      subject: subjectOf(sent),
      channel: 'plain',
      at: at ?? 0,
      phase: readStatus(value.status).phase,
      reportedBy: token,
      data,
    },
  ];
}

function dataOf(value: IngestDeployment): DeploymentData {
  const { phase, result } = readStatus(value.status);
  const reached = phase === 'terminal' ? result === 'success' : undefined;
  return {
    id: value.id ?? identityOf(value),
    environment: value.environment,
    version: value.version,
    commit: value.commit,
    previousCommit: value.previousCommit,
    status: value.status,
    result,
    reachedEnvironment: value.reachedEnvironment ?? reached,
    startedAt: millisOf(value.startedAt),
    finishedAt: millisOf(value.finishedAt),
    url: value.url,
    actor: value.actor,
    digest: value.digest,
    rollbackOf: value.rollbackOf,
    hotfixFor: value.hotfixFor,
    runUrl: value.runUrl,
    commits: value.commits?.map(commit => ({
      ...commit,
      committedAt: millisOf(commit.committedAt),
    })),
  };
}

/**
 * An id for a deployment sent without one: what was deployed where, and when it started or which run did it. Not when
 * it finished, so that "in progress" and "success" are one deployment and a corrected finish moves it.
 */
function identityOf(value: IngestDeployment): string {
  const { entityRef, service, repositoryUrl, path } = value;
  return hashOf([
    [entityRef, service, repositoryUrl, path].map(text => text ?? null),
    value.environment.toLocaleLowerCase('en-US'),
    value.version,
    value.commit,
    millisOf(value.startedAt) ?? value.runUrl,
  ]);
}
