import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import { type Column, DataTable } from '../show/DataTable';
import type { Reader } from '../show/formatInstant';
import { Instant } from '../show/Instant';
import { ResultCell } from '../show/ResultCell';
import { stateOf } from '../show/results';
import { VerdictChip } from '../show/VerdictChip';
import { Version } from '../show/Version';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import { describeDuration, describeQueue } from './describeRun';

/** Props of {@link RunsTable}. */
export interface RunsTableProps {
  readonly runs: readonly Run[];
  readonly reader: Reader;
  /** Where the page of a run is. */
  runLink(runId: string): string;
}

function listColumns(
  { reader, runLink }: RunsTableProps,
  t: Translate,
): Column<Run>[] {
  const unknown = t('unknown');
  return [
    {
      id: 'result',
      title: t('column.result'),
      nowrap: true,
      render: run => <ResultCell of="run" state={stateOf(run)} />,
    },
    {
      id: 'pipeline',
      title: t('column.pipeline'),
      render: ({ id, pipeline, attempt }) => (
        <>
          <Link to={runLink(id)}>{pipeline}</Link>
          {attempt > 1 && ` ${t('runs.attempt', { attempt: String(attempt) })}`}
        </>
      ),
    },
    {
      id: 'attribution',
      title: t('column.attribution'),
      nowrap: true,
      render: ({ attribution }) =>
        attribution && (
          <span title={attribution.sentence}>
            <VerdictChip verdict={attribution.verdict} />
          </span>
        ),
    },
    {
      id: 'branch',
      title: t('column.branch'),
      render: ({ branch, pullRequest }) =>
        [pullRequest && `#${pullRequest}`, branch].filter(Boolean).join(' ') ||
        unknown,
    },
    {
      id: 'commit',
      title: t('column.commit'),
      nowrap: true,
      render: ({ commit }) => (
        <Version version={null} commit={commit} fallback={unknown} />
      ),
    },
    {
      id: 'duration',
      title: t('column.duration'),
      numeric: true,
      render: run => describeDuration(run, reader.now, t),
    },
    {
      id: 'queue',
      title: t('column.queue'),
      numeric: true,
      render: run => describeQueue(run, reader.now, t),
    },
    {
      id: 'started',
      title: t('column.started'),
      nowrap: true,
      render: ({ startedAt, queuedAt }) => {
        const at = startedAt ?? queuedAt;
        return at ? <Instant at={at} reader={reader} /> : unknown;
      },
    },
    {
      id: 'links',
      title: t('column.links'),
      nowrap: true,
      render: ({ url }) =>
        url ? <Link to={url}>{t('runs.ci')}</Link> : t('notSent'),
    },
  ];
}

/** Pipeline runs with how long they took and waited. */
export function RunsTable(props: RunsTableProps) {
  const { runs } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<Run>
      label={t('runs.table')}
      rows={runs}
      rowKey={({ id, attempt }) => `${id} ${attempt}`}
      columns={listColumns(props, t)}
    />
  );
}
