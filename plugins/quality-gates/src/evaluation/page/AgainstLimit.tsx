import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EvaluationOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatMeasure } from '../../show/formatMeasure';
import { qualityGatesTranslationRef } from '../../translation';
import { describeLimits } from '../describeGate';
import { BulletBar } from './BulletBar';
import { useGateTableStyles } from './gateTableStyles';

/** Props of {@link AgainstLimit}. */
export interface AgainstLimitProps {
  readonly outcome: EvaluationOutcome;
}

/** The value against its limits as a bar; without a value or a limit the words for that. */
export function AgainstLimit(props: AgainstLimitProps) {
  const { outcome } = props;
  const { value, limits, unit } = outcome;
  const classes = useGateTableStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const words = describeLimits(outcome, t);
  if (value !== null && limits?.direction && words) {
    return (
      <BulletBar
        value={value}
        limits={{ ...limits, direction: limits.direction }}
        unit={unit}
        label={t('evaluation.barOf', {
          value: formatMeasure(value, unit),
          limits: words,
        })}
      />
    );
  }
  const instead = {
    error: t('evaluation.couldNotAsk'),
    skipped: t('evaluation.notAffected'),
  }[outcome.outcome as string];
  return (
    <span className={classes.small}>
      {instead ?? words ?? t('evaluation.noLimit')}
    </span>
  );
}
