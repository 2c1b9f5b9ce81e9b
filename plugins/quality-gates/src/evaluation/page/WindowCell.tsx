import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EvaluationOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatExactly, type Reader } from '../../show/formatInstant';
import { formatNumber } from '../../show/formatNumber';
import { qualityGatesTranslationRef } from '../../translation';
import { describeTime } from '../describeEvaluation';

/** Props of {@link WindowCell}. */
export interface WindowCellProps {
  readonly outcome: EvaluationOutcome;
  readonly reader: Reader;
}

/** The window a value is from, else when it was measured; and how many observations are behind it. */
export function WindowCell(props: WindowCellProps) {
  const { window, samples, measuredAt } = props.outcome;
  const { reader } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const at = measuredAt
    ? t('evaluation.at', { time: describeTime(measuredAt, reader) })
    : t('evaluation.notMeasured');
  return (
    <>
      <span
        title={measuredAt ? formatExactly(measuredAt, reader.zone) : undefined}
      >
        {window
          ? t('evaluation.windowRange', {
              from: describeTime(window.from, reader),
              to: describeTime(window.to, reader),
            })
          : at}
      </span>
      {typeof samples === 'number' && (
        <>
          <br />
          {t('evaluation.samples', { n: formatNumber(samples) })}
        </>
      )}
    </>
  );
}
