import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from '../show/tokens';

/** Sizes in pixels, as the screens draw them. */
export const WATERFALL = {
  row: 26,
  name: 288,
  duration: 76,
  indent: 18,
  /** Deeper rows are indented no further. */
  deepest: 8,
} as const;

/** Stripes of 45 degrees that stand for waiting. */
export function hatch(colour: string, paper: string): string {
  return `repeating-linear-gradient(135deg, ${colour} 0 2px, ${paper} 2px 6px)`;
}

/** Styles of the waterfall's rows, bars and lines. */
export const useWaterfallStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  const text = {
    fontSize: 12,
    lineHeight: '16px',
    whiteSpace: 'nowrap',
  } as const;
  return {
    scroll: { overflow: 'auto', padding: theme.spacing(0, 2) },
    tall: { maxHeight: '70vh' },
    grid: { position: 'relative', minWidth: 760 },
    axis: {
      position: 'sticky',
      top: 0,
      zIndex: 3,
      height: 36,
      margin: `0 ${WATERFALL.duration}px 0 ${WATERFALL.name}px`,
      background: tokens.paper,
      fontSize: 11,
      lineHeight: '16px',
      color: tokens.subtle,
    },
    tick: {
      position: 'absolute',
      top: 0,
      transform: 'translateX(-50%)',
      whiteSpace: 'nowrap',
    },
    start: { position: 'absolute', top: 0, left: 0 },
    firstFailureText: {
      position: 'absolute',
      top: 18,
      paddingLeft: 5,
      color: tokens.text,
      whiteSpace: 'nowrap',
    },
    fromRight: { transform: 'translateX(-100%)', paddingRight: 5 },
    rows: { position: 'relative' },
    lines: {
      position: 'absolute',
      top: 0,
      bottom: 0,
      left: WATERFALL.name,
      right: WATERFALL.duration,
      pointerEvents: 'none',
    },
    gridLine: {
      position: 'absolute',
      top: 0,
      bottom: 0,
      width: 1,
      background: tokens.line,
    },
    firstFailure: {
      position: 'absolute',
      top: -20,
      bottom: 0,
      zIndex: 4,
      borderLeft: `1px dashed ${tokens.error}`,
    },
    criticalPiece: {
      position: 'absolute',
      zIndex: 2,
      height: 2.5,
      minWidth: 2,
      background: tokens.text,
    },
    criticalStep: {
      position: 'absolute',
      zIndex: 2,
      borderLeft: `1px dotted ${tokens.text}`,
    },
    row: {
      position: 'absolute',
      left: 0,
      right: 0,
      display: 'flex',
      height: WATERFALL.row,
      alignItems: 'center',
      cursor: 'pointer',
      '&:hover': { background: tokens.hover },
      '&:focus-visible': {
        outline: `2px solid ${tokens.link}`,
        outlineOffset: -2,
      },
    },
    failed: {
      background: tokens.errorSoft,
      '&:hover': { background: tokens.errorSoft },
    },
    nameCell: {
      flex: 'none',
      display: 'flex',
      alignItems: 'center',
      gap: 6,
      width: WATERFALL.name,
      paddingRight: 8,
      fontSize: 13,
      lineHeight: '20px',
    },
    fold: {
      flex: 'none',
      width: 18,
      height: 18,
      display: 'grid',
      placeItems: 'center',
      color: tokens.subtle,
      '& svg': { fontSize: 16 },
    },
    name: {
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    strong: { fontWeight: 500 },
    subtle: { color: tokens.subtle },
    chart: { position: 'relative', flex: '1 1 0', height: WATERFALL.row },
    bar: {
      position: 'absolute',
      top: 6,
      height: 14,
      minWidth: 2,
      borderRadius: 2,
      background: tokens.bar,
    },
    thin: { top: 10, height: 6, background: tokens.barSoft },
    around: { top: 10, height: 6, background: tokens.barSoft },
    waiting: {
      top: 7,
      height: 12,
      background: hatch(tokens.hatch, tokens.paper),
    },
    change: { background: tokens.error },
    platform: {
      boxSizing: 'border-box',
      background: tokens.errorSoft,
      border: `1px dashed ${tokens.error}`,
    },
    flaky: { background: tokens.warn },
    unknown: { background: tokens.error },
    beside: {
      ...text,
      position: 'absolute',
      top: 5,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      padding: '0 6px',
      color: tokens.subtle,
    },
    reason: { color: tokens.text, fontWeight: 500 },
    durationCell: {
      ...text,
      flex: 'none',
      width: WATERFALL.duration,
      paddingRight: 8,
      textAlign: 'right',
    },
  };
});
