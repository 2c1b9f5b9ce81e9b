import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type PipelineStats,
  VERDICTS,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatPercent } from '../show/formatNumber';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { HealthColumn } from './HealthColumn';

/** Props of {@link AttributionBreakdown}. */
export interface AttributionBreakdownProps {
  readonly stats: Pick<PipelineStats, 'attribution' | 'flaky'>;
}

const MOST_FLAKY = 3;

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    bar: { display: 'flex', gap: 1, height: 12, marginBottom: 8 },
    list: {
      display: 'grid',
      gridTemplateColumns: '12px minmax(0, 1fr) auto 44px',
      gap: theme.spacing(0.75, 1),
      alignItems: 'center',
      margin: 0,
      fontSize: 13,
      lineHeight: '20px',
      '& dd': { margin: 0, textAlign: 'right' },
    },
    swatch: { width: 10, height: 10, borderRadius: 2 },
    change: { background: tokens.run },
    platform: { background: tokens.bar },
    flaky: { background: tokens.warn },
    unknown: { background: tokens.line },
    subtle: { color: tokens.subtle },
    note: {
      margin: theme.spacing(1, 0, 0),
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
      overflowWrap: 'anywhere',
    },
  };
});

/** Failed runs by whose failure they are. */
export function AttributionBreakdown(props: AttributionBreakdownProps) {
  const { attribution, flaky } = props.stats;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const total = VERDICTS.reduce((sum, each) => sum + attribution[each], 0);
  const subtitle: string =
    total > 0
      ? `${t('health.whose')}: ${t('health.failedRuns', { count: total })}`
      : t('health.whose');
  const often = flaky
    .slice(0, MOST_FLAKY)
    .map(({ name, count }) =>
      t('health.flakyTimes', { name, times: String(count) }),
    );
  return (
    <HealthColumn title={subtitle}>
      {total === 0 && <p className={classes.note}>{t('health.noFailures')}</p>}
      {total > 0 && (
        <>
          <div className={classes.bar} aria-hidden="true">
            {VERDICTS.filter(each => attribution[each] > 0).map(verdict => (
              <i
                key={verdict}
                className={classes[verdict]}
                style={{ flexGrow: attribution[verdict] }}
              />
            ))}
          </div>
          <dl className={classes.list}>
            {VERDICTS.map(verdict => (
              <VerdictRow
                key={verdict}
                verdict={verdict}
                count={attribution[verdict]}
                total={total}
              />
            ))}
          </dl>
        </>
      )}
      {often.length > 0 && (
        <p className={classes.note}>
          {t('health.flakyMost')}: {often.join('; ')}
        </p>
      )}
    </HealthColumn>
  );
}

function VerdictRow(props: {
  verdict: (typeof VERDICTS)[number];
  count: number;
  total: number;
}) {
  const { verdict, count, total } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <>
      <i className={`${classes.swatch} ${classes[verdict]}`} />
      <dt>{t(`verdict.${verdict}`)}</dt>
      <dd>{count}</dd>
      <dd className={classes.subtle}>{formatPercent(count / total)}</dd>
    </>
  );
}
