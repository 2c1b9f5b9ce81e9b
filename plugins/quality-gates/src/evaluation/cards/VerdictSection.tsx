import { useNavigate } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useAction } from '../../api/useAction';
import { useTab } from '../../entity/TabContext';
import { ActionMessage } from '../../show/ActionMessage';
import { qualityGatesTranslationRef } from '../../translation';
import { sameQuestion } from '../sameQuestion';
import { AnswerBanner } from './AnswerBanner';
import { useOpenIncidents } from './useOpenIncidents';
import { useVerdicts } from './useVerdicts';
import { VerdictView } from './VerdictView';

/** "Can I deploy?" at the top of the summary, and above it what needs a person now. */
export function VerdictSection() {
  const { window, linkTo } = useTab();
  const api = useApi(qualityGatesApiRef);
  const navigate = useNavigate();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const known = useVerdicts();
  const incidents = useOpenIncidents();
  const asking = useAction(async (evaluation: Evaluation) => {
    const asked = await api.createEvaluation(sameQuestion(evaluation));
    navigate(linkTo(`gates/evaluations/${encodeURIComponent(asked.id)}`));
  });
  return (
    <>
      <AnswerBanner
        verdicts={known.verdicts}
        incidents={incidents}
        reader={{ zone: window.zone, now: known.environments.loadedAt ?? 0 }}
      />
      <VerdictView
        {...known}
        zone={window.zone}
        setupLink={linkTo('setup')}
        deployableLink={linkTo('gates/deployable')}
        onChooseVersion={known.setVersion}
        onRetry={known.retryWhatIfs}
        onAsk={asking.run}
      />
      {asking.result.state === 'failed' && (
        <ActionMessage failed>
          {t('act.failed', { message: asking.result.error.message })}
        </ActionMessage>
      )}
    </>
  );
}
