import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { useTab } from '../../entity/TabContext';
import type { Reader } from '../../show/formatInstant';
import { qualityGatesTranslationRef } from '../../translation';
import { describeTime } from '../describeEvaluation';
import { stateOf } from '../evaluationState';
import { formatPerson } from '../formatPerson';

/** Props of {@link StateNote}. */
export interface StateNoteProps {
  readonly evaluation: Evaluation;
  readonly recorded: boolean;
  readonly reader: Reader;
}

const useStyles = makeStyles({
  root: {
    margin: '8px 0 0',
    fontSize: 14,
    lineHeight: '20px',
    fontWeight: 700,
  },
});

/** Why an answer holds no more, or that it is recorded nowhere; nothing while it holds. */
export function StateNote(props: StateNoteProps) {
  const { evaluation, recorded, reader } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { linkTo } = useTab();
  if (!recorded)
    return <p className={classes.root}>{t('evaluation.whatIf')}</p>;
  const { supersededBy, expiresAt, invalidated } = evaluation;
  switch (stateOf(evaluation, reader.now)) {
    case 'replaced':
      return (
        <p className={classes.root}>
          {t('evaluation.replaced', { id: supersededBy!.slice(0, 8) })}{' '}
          <Link
            to={linkTo(
              `gates/evaluations/${encodeURIComponent(supersededBy!)}`,
            )}
          >
            {t('evaluation.replacedLink')}
          </Link>
        </p>
      );
    case 'expired':
      return (
        <p className={classes.root}>
          {t('evaluation.expired', { time: describeTime(expiresAt!, reader) })}
        </p>
      );
    case 'invalidated':
      return (
        <p className={classes.root}>
          {t('evaluation.invalidated', {
            who: formatPerson(invalidated!.by),
            when: describeTime(invalidated!.at, reader),
            reason: invalidated!.reason,
          })}
        </p>
      );
    default:
      return null;
  }
}
