import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@quality-gates/backstage-plugin-quality-gates-common';
import { type Column, DataTable } from '../show/DataTable';
import { formatDuration } from '../show/formatDuration';
import { formatEnvironment } from '../show/formatEnvironment';
import type { Reader } from '../show/formatInstant';
import { Instant } from '../show/Instant';
import { ResultCell } from '../show/ResultCell';
import { Version } from '../show/Version';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import { DeploymentMarks } from './DeploymentMarks';
import { type DeploymentVerdict, VerdictCell } from './VerdictCell';
import { nameByVersion, type NameDeployment } from './describeMarks';

/** Props of {@link DeploymentsTable}. */
export interface DeploymentsTableProps {
  readonly deployments: readonly Deployment[];
  readonly reader: Reader;
  /** The answer each went out with; no column without it. */
  readonly verdictOf?: (deployment: Deployment) => DeploymentVerdict;
}

function describeLeadTime(
  { leadTimes, commitsFrom, reachedEnvironment, result }: Deployment,
  t: Translate,
): string {
  if (leadTimes.medianSeconds !== null) {
    return t('deploy.leadTime', {
      value: formatDuration(leadTimes.medianSeconds),
      n: String(leadTimes.n),
    });
  }
  if (!reachedEnvironment) {
    return t(result === null ? 'deploy.notYet' : 'deploy.notReached');
  }
  return commitsFrom === 'unknown' ? t('deploy.noCommits') : t('deploy.noNew');
}

function listColumns(
  reader: Reader,
  nameOf: NameDeployment,
  verdictOf: DeploymentsTableProps['verdictOf'],
  t: Translate,
): Column<Deployment>[] {
  const unknown = t('unknown');
  return [
    {
      id: 'when',
      title: t('column.when'),
      nowrap: true,
      render: ({ finishedAt, startedAt }) => {
        const at = finishedAt ?? startedAt;
        return at ? <Instant at={at} reader={reader} /> : unknown;
      },
    },
    {
      id: 'version',
      title: t('column.version'),
      nowrap: true,
      render: ({ version, commit, url }) => (
        <Version
          version={version}
          commit={commit}
          url={url}
          fallback={unknown}
        />
      ),
    },
    {
      id: 'environment',
      title: t('column.environment'),
      nowrap: true,
      render: ({ environment }) => formatEnvironment(environment),
    },
    {
      id: 'result',
      title: t('column.result'),
      nowrap: true,
      render: ({ result, startedAt }) => (
        <ResultCell
          of="deployment"
          state={result ?? (startedAt ? 'executing' : 'pending')}
        />
      ),
    },
    ...(verdictOf
      ? [
          {
            id: 'verdict',
            title: t('column.verdict'),
            nowrap: true,
            render: (deployment: Deployment) => (
              <VerdictCell verdict={verdictOf(deployment)} />
            ),
          },
        ]
      : []),
    {
      id: 'marks',
      title: t('column.marks'),
      render: deployment => (
        <DeploymentMarks deployment={deployment} nameOf={nameOf} />
      ),
    },
    {
      id: 'leadTime',
      title: t('column.leadTime'),
      numeric: true,
      render: deployment => describeLeadTime(deployment, t),
    },
    {
      id: 'who',
      title: t('column.who'),
      render: ({ actor, reportedBy }) =>
        actor ?? (reportedBy ? t('reportedBy', { name: reportedBy }) : unknown),
    },
    {
      id: 'run',
      title: t('column.run'),
      nowrap: true,
      render: ({ runUrl }) =>
        runUrl ? <Link to={runUrl}>{t('deploy.run')}</Link> : t('notSent'),
    },
  ];
}

/** Deployments with what became of each. */
export function DeploymentsTable(props: DeploymentsTableProps) {
  const { deployments, reader, verdictOf } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<Deployment>
      label={t('events.deployments')}
      rows={deployments}
      rowKey={({ key }) => key}
      columns={listColumns(reader, nameByVersion(deployments), verdictOf, t)}
    />
  );
}
