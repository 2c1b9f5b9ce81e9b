import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DataTable } from '../show/DataTable';
import { formatDuration } from '../show/formatDuration';
import { formatDay } from '../show/formatInstant';
import { qualityGatesTranslationRef } from '../translation';

type Part = PipelineStats['series'][number];

/** Props of {@link TrendTable}. */
export interface TrendTableProps {
  readonly series: readonly Part[];
  readonly zone: string;
}

/** The parts of the window as a table, newest first. */
export function TrendTable(props: TrendTableProps) {
  const { series, zone } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const time = (seconds: number | null) =>
    seconds === null ? t('health.noData') : formatDuration(seconds);
  return (
    <DataTable<Part>
      label={t('health.trend')}
      rows={series.slice().reverse()}
      rowKey={({ from }) => from}
      columns={[
        {
          id: 'from',
          title: t('health.from'),
          nowrap: true,
          render: ({ from, to }) =>
            formatDay(from, { zone, now: Date.parse(to) }),
        },
        {
          id: 'n',
          title: t('health.runs'),
          numeric: true,
          render: ({ n }) => n,
        },
        {
          id: 'failed',
          title: t('health.failed'),
          numeric: true,
          render: ({ failed }) => failed,
        },
        {
          id: 'p50',
          title: t('health.fact.p50'),
          numeric: true,
          render: ({ p50Seconds }) => time(p50Seconds),
        },
        {
          id: 'p95',
          title: t('health.fact.p95'),
          numeric: true,
          render: ({ p95Seconds }) => time(p95Seconds),
        },
        {
          id: 'queue',
          title: t('health.fact.queue'),
          numeric: true,
          render: ({ queueMedianSeconds }) => time(queueMedianSeconds),
        },
      ]}
    />
  );
}
