import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatNumber } from '../show/formatNumber';
import { createTokens } from '../show/tokens';
import { useTokens } from '../show/useTokens';
import { qualityGatesTranslationRef } from '../translation';
import type { Chart, ChartPoint } from './describeChart';

/** Props of {@link MetricChart}. */
export interface MetricChartProps {
  readonly chart: Chart;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { height: 240, padding: theme.spacing(0, 2, 1, 1) },
    tooltip: {
      padding: theme.spacing(1, 1.5),
      borderRadius: theme.shape.borderRadius,
      background: tokens.paper,
      color: tokens.text,
      boxShadow: theme.shadows[3],
      fontSize: 12,
      lineHeight: '16px',
      '& b': { display: 'block', fontWeight: 500 },
    },
  };
});

/** Bars for counts, a line with gaps for the rest; the axis starts at 0 and carries its unit. */
export function MetricChart(props: MetricChartProps) {
  const { title, form, unit, points } = props.chart;
  const classes = useStyles();
  const tokens = useTokens();
  const tick = { fill: tokens.subtle, fontSize: 11 };
  const suffix = unit ? ` ${unit}` : '';
  return (
    <div className={classes.root} role="img" aria-label={title}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={[...points]} margin={{ top: 8, right: 8 }}>
          <CartesianGrid vertical={false} stroke={tokens.line} />
          <XAxis
            dataKey="label"
            tick={tick}
            tickLine={false}
            stroke={tokens.line}
            minTickGap={48}
          />
          <YAxis
            domain={[0, 'auto']}
            allowDecimals={form === 'line'}
            tickCount={5}
            width={64}
            tick={tick}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) => `${formatNumber(value)}${suffix}`}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: tokens.line, fill: tokens.hover }}
            content={<PointTooltip className={classes.tooltip} />}
          />
          {form === 'bars' && (
            <Bar dataKey="value" fill={tokens.bar} isAnimationActive={false} />
          )}
          <Line
            dataKey={form === 'bars' ? markFailed : 'value'}
            stroke={form === 'bars' ? 'none' : tokens.run}
            strokeWidth={2}
            dot={
              form === 'bars'
                ? { r: 4, fill: tokens.error, strokeWidth: 0 }
                : { r: 2.5, fill: tokens.run, strokeWidth: 0 }
            }
            activeDot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** Where a bar with failures carries its mark; null for the others. */
function markFailed({ value, failed }: ChartPoint): number | null {
  return failed > 0 ? value : null;
}

function PointTooltip(props: {
  className: string;
  active?: boolean;
  payload?: readonly { payload?: ChartPoint }[];
}) {
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const point = props.payload?.[0]?.payload;
  if (!props.active || !point) return null;
  return (
    <div className={props.className}>
      {point.label}
      <b>{point.text}</b>
      {t('chart.n', { count: point.n })}
      {point.failed > 0 && `, ${t('chart.failed', { count: point.failed })}`}
    </div>
  );
}
