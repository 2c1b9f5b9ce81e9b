import { useState } from 'react';
import RefreshIcon from '@material-ui/icons/Refresh';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useAction } from '../../api/useAction';
import { ActionMessage } from '../../show/ActionMessage';
import type { Reader } from '../../show/formatInstant';
import { qualityGatesTranslationRef } from '../../translation';
import type { Act } from '../acts/allowances';
import { BreakGlassDialog } from '../acts/BreakGlassDialog';
import { RefusableButton } from '../acts/RefusableButton';
import { Banner } from '../Banner';
import { describeTitle, describeWhy } from '../describeEvaluation';
import { stateOf } from '../evaluationState';
import { isUnmeasured } from '../isUnmeasured';
import { toneOf } from '../toneOf';
import { sameQuestion } from '../sameQuestion';
import { EvaluationFacts } from './EvaluationFacts';
import { StateNote } from './StateNote';

/** Props of {@link EvaluationBanner}. */
export interface EvaluationBannerProps {
  readonly evaluation: Evaluation;
  readonly recorded: boolean;
  readonly reader: Reader;
  refusal(act: Act, gate?: string): string | null;
  onAnswer(evaluation: Evaluation): void;
}

/** The answer in one sentence, why, its facts, and the two things one can always want: ask again, break glass. */
export function EvaluationBanner(props: EvaluationBannerProps) {
  const { evaluation, recorded, reader, refusal, onAnswer } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const [breaking, setBreaking] = useState(false);
  const state = stateOf(evaluation, reader.now);
  const holds = state === 'open' || state === 'holds';
  const known = holds && !isUnmeasured(evaluation);
  const { result, run } = useAction(async () =>
    onAnswer(
      await (recorded
        ? api.rerun(evaluation.id, { reason: t('act.askAgainReason') })
        : api.createEvaluation(sameQuestion(evaluation))),
    ),
  );
  const askRefusal = refusal('ask');
  const breakRefusal = refusal('breakGlass');
  return (
    <Banner
      tone={known ? toneOf(evaluation.decision) : 'mute'}
      glyph={known ? evaluation.decision : 'inconclusive'}
      glyphSize={40}
      title={describeTitle(evaluation, state, t)}
      sentence={describeWhy(evaluation, reader, t)}
      action={
        <>
          <RefusableButton
            primary={!recorded}
            refusal={askRefusal}
            disabled={result.state === 'busy'}
            startIcon={recorded && <RefreshIcon />}
            onClick={run}
          >
            {t(recorded ? 'evaluation.askAgain' : 'evaluation.askNow')}
          </RefusableButton>
          {recorded && holds && !evaluation.canDeploy && (
            <RefusableButton
              danger
              refusal={breakRefusal}
              onClick={() => setBreaking(true)}
            >
              {t('evaluation.breakGlass')}
            </RefusableButton>
          )}
        </>
      }
    >
      <StateNote evaluation={evaluation} recorded={recorded} reader={reader} />
      <EvaluationFacts evaluation={evaluation} reader={reader} />
      {result.state === 'failed' && (
        <ActionMessage failed>
          {t('act.failed', { message: result.error.message })}
        </ActionMessage>
      )}
      {breaking && (
        <BreakGlassDialog
          evaluation={evaluation}
          onClose={() => setBreaking(false)}
          onAnswer={onAnswer}
        />
      )}
    </Banner>
  );
}
