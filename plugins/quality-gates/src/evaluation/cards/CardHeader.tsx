import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentState } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatEnvironment } from '../../show/formatEnvironment';
import { formatExactly, type Reader } from '../../show/formatInstant';
import { qualityGatesTranslationRef } from '../../translation';
import { describeTime } from '../describeEvaluation';
import { useCardStyles } from './cardStyles';

/** Props of {@link CardHeader}. */
export interface CardHeaderProps {
  readonly id: string;
  readonly environment: EnvironmentState;
  readonly reader: Reader;
}

/** The environment, and what runs there since when. */
export function CardHeader(props: CardHeaderProps) {
  const { id, environment, reader } = props;
  const classes = useCardStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { name, current } = environment;
  return (
    <header className={classes.header}>
      <h3 id={id} className={classes.title}>
        {formatEnvironment(name)}
      </h3>
      <p className={classes.runs}>
        {current ? (
          <span title={formatExactly(current.deployedAt, reader.zone)}>
            {t('answer.runs')}{' '}
            <b>{current.version ?? t('answer.unversioned')}</b>{' '}
            {t('answer.since', {
              when: describeTime(current.deployedAt, reader),
            })}
          </span>
        ) : (
          t('answer.nothingRuns')
        )}
      </p>
    </header>
  );
}
