import { type FormEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import TextField from '@material-ui/core/TextField';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useAction } from '../../api/useAction';
import { useTab } from '../../entity/TabContext';
import { ActionMessage } from '../../show/ActionMessage';
import { Section } from '../../show/Section';
import { qualityGatesTranslationRef } from '../../translation';
import type { Act } from '../acts/allowances';
import { useActStyles } from '../acts/actStyles';
import { RefusableButton } from '../acts/RefusableButton';
import { sameQuestion } from '../sameQuestion';

/** Props of {@link AskOther}. */
export interface AskOtherProps {
  readonly evaluation: Evaluation;
  refusal(act: Act): string | null;
}

/** Asks the same of another version, and shows its answer. */
export function AskOther(props: AskOtherProps) {
  const { evaluation, refusal } = props;
  const classes = useActStyles();
  const id = useId();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const navigate = useNavigate();
  const { linkTo } = useTab();
  const [version, setVersion] = useState('');
  const { result, run } = useAction(async () => {
    const asked = await api.createEvaluation(
      sameQuestion(evaluation, version.trim()),
    );
    navigate(linkTo(`gates/evaluations/${encodeURIComponent(asked.id)}`));
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };
  return (
    <Section title={t('evaluation.askOther')}>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          id={id}
          required
          size="small"
          variant="outlined"
          label={t('evaluation.version')}
          value={version}
          onChange={event => setVersion(event.target.value)}
        />
        <p>{t('evaluation.askOtherWhy')}</p>
        <RefusableButton
          submit
          refusal={refusal('ask')}
          disabled={version.trim() === '' || result.state === 'busy'}
        >
          {t('evaluation.ask')}
        </RefusableButton>
        {result.state === 'failed' && (
          <ActionMessage failed>
            {t('act.failed', { message: result.error.message })}
          </ActionMessage>
        )}
      </form>
    </Section>
  );
}
