import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Incident } from '@quality-gates/backstage-plugin-quality-gates-common';
import { useTab } from '../../entity/TabContext';
import type { Reader } from '../../show/formatInstant';
import { qualityGatesTranslationRef } from '../../translation';
import { Banner } from '../Banner';
import {
  describeAnswer,
  describeHeadline,
  describeReason,
} from '../describeEvaluation';
import { toneOf } from '../toneOf';
import { chooseBanner } from './chooseBanner';
import type { EnvironmentVerdict } from './useVerdicts';

/** Props of {@link AnswerBanner}. */
export interface AnswerBannerProps {
  readonly verdicts: readonly EnvironmentVerdict[];
  /** Open ones, newest first. */
  readonly incidents: readonly Incident[];
  readonly reader: Reader;
}

/** Absent when all is fine; else what needs a person now, and the way to it. */
export function AnswerBanner(props: AnswerBannerProps) {
  const { verdicts, incidents, reader } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { linkTo } = useTab();
  const evaluation = chooseBanner(verdicts);
  const count = incidents.length;
  const incident =
    count > 0 ? t('answer.incident', { count, id: incidents[0].id }) : null;
  if (!evaluation) {
    return incident ? (
      <Banner
        tone="error"
        glyph="incident"
        title={t('answer.incidentTitle', { count })}
        sentence={incident}
      />
    ) : null;
  }
  const why =
    describeReason(evaluation, reader) ?? describeAnswer(evaluation, reader, t);
  return (
    <Banner
      tone={toneOf(evaluation.decision)}
      glyph={evaluation.decision}
      title={describeHeadline(evaluation, t)}
      sentence={[why, incident].filter(Boolean).join(' ')}
      action={
        <LinkButton
          to={linkTo(`gates/evaluations/${encodeURIComponent(evaluation.id)}`)}
          size="small"
          variant="contained"
          color="primary"
        >
          {t('answer.explainAnswer')}
        </LinkButton>
      }
    />
  );
}
