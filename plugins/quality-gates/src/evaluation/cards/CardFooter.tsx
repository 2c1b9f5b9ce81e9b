import Button from '@material-ui/core/Button';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentState,
  Evaluation,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { useTab } from '../../entity/TabContext';
import { formatEnvironment } from '../../show/formatEnvironment';
import { type Reader } from '../../show/formatInstant';
import { qualityGatesTranslationRef, type Translate } from '../../translation';
import { useAllowances } from '../acts/useAllowances';
import { describeFuture, describeTime } from '../describeEvaluation';
import { useCardStyles } from './cardStyles';
import { chooseAction } from './chooseAction';

/** Props of {@link CardFooter}. */
export interface CardFooterProps {
  readonly environment: EnvironmentState;
  readonly evaluation: Evaluation;
  /** False for a what-if: it has no page of its own, and nobody can act on it. */
  readonly recorded: boolean;
  /** True when the answer holds no more, or was never asked for. */
  readonly unknown: boolean;
  readonly reader: Reader;
  onAsk(evaluation: Evaluation): void;
}

function describeTiming(props: CardFooterProps, t: Translate): string {
  const { environment, evaluation, recorded, unknown, reader } = props;
  if (!recorded) return t('answer.whatIf');
  const { expiresAt, createdAt, canDeploy, version } = evaluation;
  if (canDeploy && environment.current?.version === version) {
    const time = describeTime(environment.current.deployedAt, reader);
    return t('answer.used', { time });
  }
  if (expiresAt && !unknown) {
    return t('answer.expires', { time: describeFuture(expiresAt, reader) });
  }
  return t('answer.asked', { when: describeTime(createdAt, reader) });
}

/** Until when the answer holds, the way to its explanation, and the one thing this person may do. */
export function CardFooter(props: CardFooterProps) {
  const { evaluation, recorded, unknown, reader, onAsk } = props;
  const classes = useCardStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { linkTo } = useTab();
  const refusal = useAllowances(evaluation, reader.now);
  const { id, environment, version, policy } = evaluation;
  const action = chooseAction({ evaluation, recorded, unknown, refusal });
  const page = recorded
    ? (query?: Record<string, string>) =>
        linkTo(`gates/evaluations/${encodeURIComponent(id)}`, query)
    : () => linkTo('gates/evaluations/what-if', { environment, version });
  return (
    <footer className={classes.footer}>
      <span>{describeTiming(props, t)}</span>
      {policy.name === null ? (
        <Link to={linkTo('gates/policy', { environment })}>
          {t('answer.addPolicy')}
        </Link>
      ) : (
        <Link
          to={page()}
          aria-label={t('answer.explainOf', {
            environment: formatEnvironment(environment),
          })}
        >
          {t('answer.explain')}
        </Link>
      )}
      {policy.name !== null && (unknown || !evaluation.canDeploy) && (
        <Link
          to={linkTo('gates/deployable', { environment })}
          aria-label={t('deployable.othersIn', {
            environment: formatEnvironment(environment),
          })}
        >
          {t('deployable.others')}
        </Link>
      )}
      {action?.act === 'ask' && (
        <Button size="small" onClick={() => onAsk(evaluation)}>
          {t(recorded ? 'answer.askAgain' : 'answer.askNow')}
        </Button>
      )}
      {action && action.act !== 'ask' && (
        <Link
          className={classes.strong}
          to={page({ act: action.act, gate: action.gate })}
        >
          {t(
            action.act === 'approve'
              ? 'answer.approve'
              : 'answer.requestWaiver',
          )}
        </Link>
      )}
    </footer>
  );
}
