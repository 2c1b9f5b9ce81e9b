import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { describeMetrics } from '../dora/describeMetrics';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link OverviewNumbers}. */
export interface OverviewNumbersProps {
  readonly report: DoraReport;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) auto auto',
      columnGap: theme.spacing(2),
      margin: 0,
      padding: theme.spacing(0, 2),
      fontSize: 13,
      lineHeight: '28px',
      fontVariantNumeric: 'tabular-nums',
      '& > div': { display: 'contents' },
      '& dt': { minWidth: 0 },
      '& dd': { margin: 0, textAlign: 'right', whiteSpace: 'nowrap' },
    },
    value: { fontWeight: 700 },
    subtle: { fontWeight: 400, color: tokens.subtle },
  };
});

/** The five numbers as lines: value with unit, and n. */
export function OverviewNumbers(props: OverviewNumbersProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <dl className={classes.root}>
      {describeMetrics(props.report, t).map(
        ({ metric, title, quantity, word, faint, n }) => (
          <div key={metric}>
            <dt>{title}</dt>
            <dd className={faint ? classes.subtle : classes.value}>
              {quantity ? `${quantity.value} ${quantity.unit}` : word}
            </dd>
            <dd className={classes.subtle}>n = {n}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
