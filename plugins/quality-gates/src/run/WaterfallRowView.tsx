import ClosedIcon from '@material-ui/icons/ChevronRight';
import OpenIcon from '@material-ui/icons/ExpandMore';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Failure } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatTimer } from '../show/formatTimer';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { glyphOf } from '../show/results';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import type { WaterfallRow } from './layoutWaterfall';
import { hasGlyph, isFailed, isQuiet } from './spanLooks';
import { WaterfallBar } from './WaterfallBar';
import { useWaterfallStyles, WATERFALL } from './waterfallStyles';

/** Props of {@link WaterfallRowView}. */
export interface WaterfallRowViewProps {
  readonly row: WaterfallRow;
  readonly index: number;
  /** True for the row that the keyboard is on. */
  readonly current: boolean;
  readonly failure: Failure | undefined;
  onToggle(rowId: string): void;
  onOpen(): void;
}

/** What a row is called. */
export function nameRow(row: WaterfallRow, t: Translate): string {
  const { span } = row.node;
  if (row.kind === 'platform-steps') {
    return t('waterfall.platformSteps', { number: String(row.count) });
  }
  if (!span.attempt) return span.name;
  const attempt = t('waterfall.attempt', { attempt: String(span.attempt) });
  return `${span.name}, ${attempt}`;
}

/** One row: fold, glyph and name, the bar, and how long it took. */
export function WaterfallRowView(props: WaterfallRowViewProps) {
  const { row, index, current, failure, onToggle, onOpen } = props;
  const classes = useWaterfallStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { span } = row.node;
  const quiet = isQuiet(row);
  const failed = row.verdict !== null && isFailed(span.result);
  const around = span.kind === 'run' || span.kind === 'stage';
  const strong = around || failed;
  const indent = Math.min(row.depth, WATERFALL.deepest) * WATERFALL.indent;
  const FoldIcon = row.expanded ? OpenIcon : ClosedIcon;
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree grid around it hears the keys
    <div
      role="row"
      data-row={row.id}
      aria-level={row.depth + 1}
      aria-rowindex={index + 1}
      aria-expanded={row.expanded}
      tabIndex={current ? 0 : -1}
      className={`${classes.row} ${failed && !around ? classes.failed : ''}`}
      style={{ top: index * WATERFALL.row }}
      onClick={onOpen}
    >
      <div
        role="rowheader"
        className={classes.nameCell}
        style={{ paddingLeft: indent }}
      >
        <span
          className={classes.fold}
          aria-hidden="true"
          onClick={event => {
            if (row.expanded === undefined) return;
            event.stopPropagation();
            onToggle(row.id);
          }}
        >
          {row.expanded !== undefined && <FoldIcon />}
        </span>
        {hasGlyph(row) && (
          <OutcomeGlyph name={glyphOf(span.result)} size={14} />
        )}
        <span
          className={`${classes.name} ${strong ? classes.strong : ''} ${
            quiet ? classes.subtle : ''
          }`}
          title={nameRow(row, t)}
        >
          {nameRow(row, t)}
        </span>
      </div>
      <div role="gridcell" className={classes.chart}>
        <WaterfallBar row={row} failure={failure} />
      </div>
      <div
        role="gridcell"
        className={`${classes.durationCell} ${quiet ? classes.subtle : ''}`}
      >
        {span.result === 'skip'
          ? t('waterfall.skipped')
          : formatTimer(row.seconds)}
      </div>
    </div>
  );
}
