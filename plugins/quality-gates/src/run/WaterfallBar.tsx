import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Failure } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatTimer } from '../show/formatTimer';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import { stretchOf, type Stretch, type WaterfallRow } from './layoutWaterfall';
import { lookOf } from './spanLooks';
import { useWaterfallStyles } from './waterfallStyles';

/** Props of {@link WaterfallBar}. */
export interface WaterfallBarProps {
  readonly row: WaterfallRow;
  readonly failure: Failure | undefined;
}

/** Waiting that takes less of the axis than this is hatched without a word. */
const ROOM_FOR_WORDS = 0.09;
const RIGHT_EDGE = 0.64;
const MOST_WORDS = 0.36;

function place({ x, width }: Stretch) {
  return { left: `${x * 100}%`, width: `${width * 100}%` };
}

/** Words stand right of their bar, or left of one that ends too far right, and never leave the axis. */
function placeBeside({ x, width }: Stretch) {
  const end = x + width;
  const onRight = end <= RIGHT_EDGE;
  const room = Math.min(MOST_WORDS, onRight ? 1 - end : x);
  const maxWidth = `${room * 100}%`;
  return onRight
    ? { left: `${end * 100}%`, maxWidth }
    : { right: `${(1 - x) * 100}%`, maxWidth };
}

function describeBeside(
  row: WaterfallRow,
  failure: Failure | undefined,
  t: Translate,
) {
  if (failure) {
    const message = failure.message ?? failure.sentence;
    return t('waterfall.because', {
      verdict: t(`verdict.${failure.verdict}`),
      message: message.split('\n')[0],
    });
  }
  const waited = row.waits.find(({ width }) => width > ROOM_FOR_WORDS);
  return waited
    ? t('waterfall.queued', { time: formatTimer(waited.seconds) })
    : null;
}

/** The bar of a row, the waiting in it, and the few words that matter beside it. */
export function WaterfallBar(props: WaterfallBarProps) {
  const { row, failure } = props;
  const classes = useWaterfallStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const look = lookOf(row);
  const beside = describeBeside(row, failure, t);
  return (
    <>
      <i
        data-look={look}
        className={`${classes.bar} ${look === 'own' ? '' : classes[look]}`}
        style={place(row.bar)}
      />
      {row.waits.map(wait => (
        <i
          key={wait.x}
          data-look="waiting"
          className={`${classes.bar} ${classes.waiting}`}
          style={place(wait)}
        />
      ))}
      {beside && (
        <span
          className={`${classes.beside} ${failure ? classes.reason : ''}`}
          style={placeBeside(stretchOf(row))}
          title={beside}
        >
          {beside}
        </span>
      )}
    </>
  );
}
