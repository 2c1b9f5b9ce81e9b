import { useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { Snippet } from '../show/Snippet';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import type { Snippet as SnippetText } from './setupSnippets';

/** Props of {@link SetupStep}. */
export interface SetupStepProps {
  readonly number: number;
  readonly done: boolean;
  readonly title: string;
  /** Which questions this step answers. */
  readonly answers: string;
  /** One for each system; the first is shown. */
  readonly snippets: readonly SnippetText[];
  readonly hint?: string;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { display: 'flex', gap: theme.spacing(2) },
    number: {
      flex: 'none',
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      width: 24,
      height: 24,
      borderRadius: '50%',
      fontSize: 13,
      fontWeight: 700,
      color: tokens.run,
      boxShadow: `inset 0 0 0 1.5px ${tokens.run}`,
    },
    body: { flex: 1, minWidth: 0 },
    title: { margin: 0, fontSize: 16, lineHeight: '24px', fontWeight: 500 },
    text: {
      margin: 0,
      fontSize: 13,
      lineHeight: '20px',
      color: tokens.subtle,
    },
    tabs: { display: 'flex', gap: 4, marginTop: 8 },
    tab: {
      padding: '4px 10px',
      border: 0,
      borderRadius: '4px 4px 0 0',
      background: 'none',
      font: 'inherit',
      fontSize: 12,
      lineHeight: '20px',
      fontWeight: 500,
      color: tokens.subtle,
      cursor: 'pointer',
      '&[aria-selected=true]': { background: tokens.code, color: tokens.text },
      '&:hover': { color: tokens.text },
    },
    hint: {
      margin: '6px 0 0',
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
    },
  };
});

/** One thing to do, with the text to copy; a finished step shows a pass. */
export function SetupStep(props: SetupStepProps) {
  const { number, done, title, answers, snippets, hint } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [chosen, setChosen] = useState(0);
  return (
    <li className={classes.root}>
      {done ? (
        <OutcomeGlyph name="pass" size={24} />
      ) : (
        <span className={classes.number}>{number}</span>
      )}
      <div className={classes.body}>
        <h3 className={classes.title}>{title}</h3>
        <p className={classes.text}>{answers}</p>
        {snippets.length > 1 && (
          <div
            role="tablist"
            aria-label={t('setup.systems')}
            className={classes.tabs}
          >
            {snippets.map((snippet, index) => (
              <button
                key={snippet.title}
                type="button"
                role="tab"
                aria-selected={index === chosen}
                className={classes.tab}
                onClick={() => setChosen(index)}
              >
                {snippet.title}
              </button>
            ))}
          </div>
        )}
        <Snippet code={snippets[chosen].code} label={title} />
        {hint && <p className={classes.hint}>{hint}</p>}
      </div>
    </li>
  );
}
