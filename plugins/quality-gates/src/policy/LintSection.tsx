import { type FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { useAction } from '../api/useAction';
import { ActionMessage } from '../show/ActionMessage';
import { Section } from '../show/Section';
import { qualityGatesTranslationRef } from '../translation';
import { FindingsTable } from './FindingsTable';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'grid',
    gap: 12,
    justifyItems: 'start',
    padding: theme.spacing(0, 2, 2),
  },
  text: {
    font: '12px/18px "Roboto Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  },
}));

/** A box to paste a policy into: says what is wrong or dangerous in it, and keeps nothing. */
export function LintSection() {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const [text, setText] = useState('');
  const { result, run } = useAction(() => api.lintPolicy(text));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };
  const answer = result.state === 'done' ? result.answer : undefined;
  return (
    <Section title={t('policy.lint')} subtitle={t('policy.lintWhy')}>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          fullWidth
          multiline
          minRows={8}
          maxRows={24}
          variant="outlined"
          size="small"
          inputProps={{
            'aria-label': t('policy.lintLabel'),
            className: classes.text,
            spellCheck: false,
          }}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <Button
          type="submit"
          size="small"
          variant="outlined"
          disabled={text.trim() === '' || result.state === 'busy'}
        >
          {t('policy.lintDo')}
        </Button>
        {result.state === 'failed' && (
          <ActionMessage failed>
            {t('policy.lintFailed', { message: result.error.message })}
          </ActionMessage>
        )}
        {answer?.findings.length === 0 && (
          <ActionMessage>{t('policy.lintFine')}</ActionMessage>
        )}
      </form>
      {answer && answer.findings.length > 0 && (
        <FindingsTable findings={answer.findings} />
      )}
    </Section>
  );
}
