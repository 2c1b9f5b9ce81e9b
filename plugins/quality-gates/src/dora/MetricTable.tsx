import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DataTable } from '../show/DataTable';
import { formatNumber } from '../show/formatNumber';
import { qualityGatesTranslationRef } from '../translation';
import type { Chart, ChartPoint } from './describeChart';

/** Props of {@link MetricTable}. */
export interface MetricTableProps {
  readonly chart: Chart;
}

/** The data of a chart as rows. */
export function MetricTable(props: MetricTableProps) {
  const { title, points } = props.chart;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<ChartPoint>
      label={title}
      rows={points}
      rowKey={({ label }) => label}
      pageSize={100}
      columns={[
        { id: 'from', title: t('chart.from'), render: ({ label }) => label },
        {
          id: 'value',
          title,
          numeric: true,
          render: ({ text }) => text,
        },
        {
          id: 'n',
          title: t('chart.deployments'),
          numeric: true,
          render: ({ n }) => formatNumber(n),
        },
        {
          id: 'failed',
          title: t('chart.failedTitle'),
          numeric: true,
          render: ({ failed }) => formatNumber(failed),
        },
      ]}
    />
  );
}
