import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DataTable } from '../show/DataTable';
import { formatDuration } from '../show/formatDuration';
import type { Reader } from '../show/formatInstant';
import { Instant } from '../show/Instant';
import { Version } from '../show/Version';
import { qualityGatesTranslationRef } from '../translation';
import type { DeployedCommit } from './selectEvents';

/** Props of {@link CommitsTable}. */
export interface CommitsTableProps {
  readonly commits: readonly DeployedCommit[];
  readonly reader: Reader;
}

/** Commits with the deployment that first brought each, and the time between. */
export function CommitsTable(props: CommitsTableProps) {
  const { commits, reader } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const unknown = t('unknown');
  return (
    <DataTable<DeployedCommit>
      label={t('events.commits')}
      rows={commits}
      pageSize={20}
      rowKey={({ sha, deployment }) => `${sha} ${deployment.key}`}
      columns={[
        {
          id: 'commit',
          title: t('column.commit'),
          nowrap: true,
          render: ({ sha }) => (
            <Version version={null} commit={sha} fallback={unknown} />
          ),
        },
        {
          id: 'author',
          title: t('column.author'),
          render: ({ author }) => author ?? unknown,
        },
        {
          id: 'committed',
          title: t('column.committed'),
          nowrap: true,
          render: ({ committedAt }) => (
            <Instant at={committedAt} reader={reader} />
          ),
        },
        {
          id: 'deployed',
          title: t('column.deployed'),
          nowrap: true,
          render: ({ deployment: { finishedAt } }) =>
            finishedAt ? <Instant at={finishedAt} reader={reader} /> : unknown,
        },
        {
          id: 'with',
          title: t('column.with'),
          render: ({ deployment: { version, commit, url } }) => (
            <Version
              version={version}
              commit={version ? null : commit}
              url={url}
              fallback={unknown}
            />
          ),
        },
        {
          id: 'leadTime',
          title: t('column.leadTime'),
          numeric: true,
          render: ({ leadTimeSeconds }) =>
            leadTimeSeconds === null
              ? t('notCounted')
              : formatDuration(leadTimeSeconds),
        },
      ]}
    />
  );
}
