import { DateTime } from 'luxon';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDuration } from '../show/formatDuration';
import type { Reader } from '../show/formatInstant';
import { formatTimer } from '../show/formatTimer';
import { qualityGatesTranslationRef } from '../translation';
import type { findFirstFailure } from './findFirstFailure';
import { layoutTimeAxis } from './layoutTimeAxis';
import type { SpanTree } from './spanTree';
import { useWaterfallStyles } from './waterfallStyles';

/** Props of {@link WaterfallAxis}. */
export interface WaterfallAxisProps {
  readonly tree: SpanTree;
  readonly reader: Reader;
  readonly firstFailure: ReturnType<typeof findFirstFailure>;
}

/** From here on a text beside a line stands left of it, so that it stays on the axis. */
const RIGHT_EDGE = 0.85;
/** A tick nearer to the start would be written over its clock time. */
const LEFT_EDGE = 0.08;

/** When the run began, round times after that, and when it first failed. */
export function WaterfallAxis(props: WaterfallAxisProps) {
  const { tree, reader, firstFailure } = props;
  const classes = useWaterfallStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const start = DateTime.fromMillis(tree.startedAt, { zone: reader.zone });
  const totalSeconds = (tree.endedAt - tree.startedAt) / 1000;
  const ticks = layoutTimeAxis(totalSeconds).filter(({ x }) => x > LEFT_EDGE);
  return (
    <div className={classes.axis} aria-hidden="true">
      <span className={classes.start}>{start.toFormat('HH:mm:ss')}</span>
      {ticks.map(({ x, seconds }) => (
        <span
          key={seconds}
          className={classes.tick}
          style={{ left: `${x * 100}%` }}
        >
          {formatDuration(seconds)}
        </span>
      ))}
      {firstFailure && (
        <span
          className={`${classes.firstFailureText} ${
            firstFailure.x > RIGHT_EDGE ? classes.fromRight : ''
          }`}
          style={{ left: `${firstFailure.x * 100}%` }}
        >
          {t('waterfall.firstFailure', {
            time: formatTimer(firstFailure.seconds),
          })}
        </span>
      )}
    </div>
  );
}
