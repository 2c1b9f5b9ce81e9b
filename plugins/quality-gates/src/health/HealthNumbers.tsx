import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { formatAlertValue } from './describeAlert';
import { describeHealth } from './describeHealth';
import { HealthColumn } from './HealthColumn';

/** Props of {@link HealthNumbers}. */
export interface HealthNumbersProps {
  readonly stats: PipelineStats;
  /** True shows the first seven. */
  readonly compact: boolean;
}

const IN_SHORT = 7;

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    list: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1.3fr) auto minmax(0, 1fr)',
      gap: theme.spacing(0.75, 1.5),
      alignItems: 'baseline',
      margin: 0,
      fontSize: 13,
      lineHeight: '20px',
      '& dd': { margin: 0 },
    },
    value: { textAlign: 'right', fontWeight: 500, whiteSpace: 'nowrap' },
    none: { color: tokens.subtle, fontWeight: 400 },
    basis: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1),
      color: tokens.subtle,
      fontSize: 12,
    },
    limit: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      color: tokens.text,
    },
  };
});

/** The numbers of a pipeline, each with n or its fraction, and the limit where it is crossed. */
export function HealthNumbers(props: HealthNumbersProps) {
  const { stats, compact } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const facts = describeHealth(stats, t);
  return (
    <HealthColumn title={t('health.numbers')}>
      <dl className={classes.list}>
        {(compact ? facts.slice(0, IN_SHORT) : facts).map(fact => (
          <Fact key={fact.id} {...fact} />
        ))}
      </dl>
    </HealthColumn>
  );
}

function Fact(props: ReturnType<typeof describeHealth>[number]) {
  const { title, value, basis, alert } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <>
      <dt>{title}</dt>
      <dd className={`${classes.value} ${basis || alert ? '' : classes.none}`}>
        {value}
      </dd>
      <dd className={classes.basis}>
        {basis}
        {alert && (
          <span className={classes.limit}>
            <OutcomeGlyph name="warn" size={12} />
            {t('health.limit', {
              limit: formatAlertValue(alert.code, alert.limit),
            })}
          </span>
        )}
      </dd>
    </>
  );
}
