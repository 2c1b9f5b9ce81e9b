import { useId } from 'react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Skeleton from '@material-ui/lab/Skeleton';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../../show/formatInstant';
import { OutcomeGlyph } from '../../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../../translation';
import { CardFooter } from './CardFooter';
import { CardHeader } from './CardHeader';
import { useCardStyles } from './cardStyles';
import { describeVerdict } from './describeVerdict';
import { ReasonList } from './ReasonList';
import { TallyLine } from './TallyLine';
import type { EnvironmentVerdict } from './useVerdicts';

/** Props of {@link VerdictCard}. */
export interface VerdictCardProps extends EnvironmentVerdict {
  readonly reader: Reader;
  onRetry(): void;
  onAsk(evaluation: Evaluation): void;
}

/** One environment: what runs there, the answer, why, and what to do about it. */
export function VerdictCard(props: VerdictCardProps) {
  const { environment, verdict, reader, onRetry, onAsk } = props;
  const classes = useCardStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const id = useId();
  const words =
    verdict.state === 'loading'
      ? null
      : describeVerdict(verdict, environment, reader, t);
  const answered = verdict.state === 'answer';
  return (
    <Paper
      component="article"
      elevation={1}
      className={classes.root}
      aria-labelledby={id}
    >
      <CardHeader id={id} environment={environment} reader={reader} />
      <div className={classes.body}>
        {words ? (
          <div className={classes.answer}>
            <OutcomeGlyph name={words.glyph} size={32} decorative />
            <div>
              <strong>{words.answer}</strong>
              <p>{words.sentence}</p>
            </div>
          </div>
        ) : (
          <div aria-busy="true" aria-label={t('loading')}>
            <Skeleton variant="rect" width={160} height={28} />
          </div>
        )}
        {answered && (
          <ReasonList evaluation={verdict.evaluation} reader={reader} />
        )}
        {answered && <TallyLine evaluation={verdict.evaluation} />}
      </div>
      {verdict.state === 'could-not-ask' && (
        <footer className={classes.footer}>
          <span />
          <Button size="small" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        </footer>
      )}
      {'evaluation' in verdict && (
        <CardFooter
          environment={environment}
          evaluation={verdict.evaluation}
          recorded={verdict.recorded}
          unknown={!answered}
          reader={reader}
          onAsk={onAsk}
        />
      )}
    </Paper>
  );
}
