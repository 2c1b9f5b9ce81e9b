import { Fragment } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import ArrowIcon from '@material-ui/icons/ArrowForward';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../../show/formatInstant';
import { createTokens } from '../../show/tokens';
import { qualityGatesTranslationRef } from '../../translation';
import { type GridLayout, layoutGrid } from './layoutGrid';
import { VerdictCard } from './VerdictCard';
import type { EnvironmentVerdict } from './useVerdicts';

/** Props of {@link VerdictGrid}. */
export interface VerdictGridProps {
  readonly verdicts: readonly EnvironmentVerdict[];
  readonly reader: Reader;
  onRetry(): void;
  onAsk(evaluation: Evaluation): void;
}

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    alignItems: 'stretch',
    gridTemplateColumns: (props: GridLayout) => props.columns,
    gap: (props: GridLayout) => (props.wraps ? 16 : 0),
    '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  arrow: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    color: createTokens(theme).subtle,
    '& svg': { fontSize: 18 },
    '@media (max-width: 1100px)': {
      minHeight: 24,
      transform: 'rotate(90deg)',
    },
  },
}));

/** A card per environment in promotion order, joined by arrows; beyond four they wrap in equal columns. */
export function VerdictGrid(props: VerdictGridProps) {
  const { verdicts, reader, onRetry, onAsk } = props;
  const layout = layoutGrid(verdicts.map(({ verdict }) => verdict));
  const classes = useStyles(layout);
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <div className={classes.root} role="group" aria-label={t('answer.cards')}>
      {verdicts.map((one, index) => (
        <Fragment key={one.environment.name}>
          {index > 0 && !layout.wraps && (
            <div className={classes.arrow} aria-hidden="true">
              <ArrowIcon />
            </div>
          )}
          <VerdictCard
            {...one}
            reader={reader}
            onRetry={onRetry}
            onAsk={onAsk}
          />
        </Fragment>
      ))}
    </div>
  );
}
