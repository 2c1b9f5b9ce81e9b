import type { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Evaluation,
  EvaluationOutcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../../show/formatDuration';
import { formatInstant, type Reader } from '../../show/formatInstant';
import { Snippet } from '../../show/Snippet';
import { qualityGatesTranslationRef, type Translate } from '../../translation';
import { describeLimits, originOfLimit } from '../describeGate';
import { formatPerson } from '../formatPerson';
import { useGateTableStyles } from './gateTableStyles';

/** Props of {@link GateDetails}. */
export interface GateDetailsProps {
  readonly outcome: EvaluationOutcome;
  readonly evaluation: Evaluation;
  readonly reader: Reader;
}

function describeLimit(
  { outcome, evaluation }: GateDetailsProps,
  t: Translate,
): string {
  const limits = describeLimits(outcome, t);
  if (!limits) return t('evaluation.noLimit');
  const policy = originOfLimit(outcome.gate, evaluation.policy);
  return policy ? t('evaluation.setBy', { limits, policy }) : limits;
}

function describeMeasured(
  { outcome, reader }: GateDetailsProps,
  t: Translate,
): string {
  const { measuredAt, durationMs } = outcome;
  if (!measuredAt) return t('evaluation.notMeasured');
  const when = formatInstant(measuredAt, reader);
  return durationMs === null
    ? when
    : t('evaluation.measuredIn', {
        when,
        duration:
          durationMs < 1000
            ? `${Math.round(durationMs)} ms`
            : formatDuration(durationMs / 1000),
      });
}

function listDetails(props: GateDetailsProps, t: Translate) {
  const { outcome } = props;
  const { owner, runbook, history, claimedBy, waivedBy, evidenceUrl } = outcome;
  const person = (ref: string | null | undefined) => ref && formatPerson(ref);
  const details: [string, ReactNode][] = [
    [t('evaluation.owner'), person(owner)],
    [
      t('evaluation.runbook'),
      runbook && <Link to={runbook}>{t('evaluation.openRunbook')}</Link>,
    ],
    [t('evaluation.limit'), describeLimit(props, t)],
    [
      t('evaluation.history'),
      history.of > 0
        ? t('evaluation.historyOf', {
            failed: String(history.failed),
            of: String(history.of),
          })
        : t('evaluation.noHistory'),
    ],
    [t('evaluation.measured'), describeMeasured(props, t)],
    [
      t('evaluation.evidence'),
      evidenceUrl && (
        <Link to={evidenceUrl}>{t('evaluation.openEvidence')}</Link>
      ),
    ],
    [t('evaluation.claimed'), person(claimedBy)],
    [t('evaluation.waived'), person(waivedBy)],
  ];
  return details.filter(([, value]) => value);
}

/** Who owns a gate, where its limit comes from, how it did before, and exactly what was asked. */
export function GateDetails(props: GateDetailsProps) {
  const classes = useGateTableStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { resolvedQuery } = props.outcome;
  return (
    <tr>
      <td />
      <td colSpan={5}>
        <dl className={classes.details}>
          {listDetails(props, t).map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {resolvedQuery && (
          <div className={classes.query}>
            <Snippet code={resolvedQuery} label={t('evaluation.query')} />
          </div>
        )}
      </td>
    </tr>
  );
}
