import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from '../show/tokens';

/** The table of strips: name, one cell a column, count, latest. */
export const useStripStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    scroll: { overflowX: 'auto' },
    table: {
      width: '100%',
      minWidth: 960,
      tableLayout: 'fixed',
      borderCollapse: 'collapse',
      fontSize: 13,
      lineHeight: '20px',
      '& th, & td': { height: 26, padding: 0, textAlign: 'left' },
      '& thead th': {
        fontSize: 12,
        lineHeight: '16px',
        fontWeight: 500,
        whiteSpace: 'nowrap',
        color: tokens.subtle,
      },
      // The line runs below the filler of a strip that is still short, too.
      '& thead th, & thead td': { borderBottom: `1px solid ${tokens.line}` },
      '& tbody tr:hover': { background: tokens.hover },
    },
    // A short history leaves the first columns empty.
    nameColumn: { width: 180 },
    cellColumn: {
      width: 26,
      '@media (max-width: 1439px)': { width: 17 },
    },
    passedColumn: { width: 112 },
    name: {
      fontWeight: 400,
      overflowWrap: 'anywhere',
      '$table &': { padding: '0 8px 0 16px' },
    },
    cell: {
      '$table &': { textAlign: 'center' },
      '& > *': {
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        height: 24,
        borderRadius: 2,
      },
    },
    date: {
      position: 'relative',
      '& span': { position: 'absolute', left: 2, bottom: 5 },
    },
    environment: {
      fontSize: 10,
      fontWeight: 400,
      color: tokens.subtle,
    },
    passed: {
      whiteSpace: 'nowrap',
      '$table &': { padding: '0 16px 0 8px', textAlign: 'right' },
    },
    latest: {
      '$table &': { padding: '2px 16px 2px 8px' },
    },
    subtle: { color: tokens.subtle },
    fold: {
      display: 'flex',
      alignItems: 'center',
      gap: 4,
      padding: '7px 16px',
      border: 0,
      background: 'none',
      font: 'inherit',
      fontSize: 13,
      lineHeight: '20px',
      textAlign: 'left',
      color: tokens.link,
      cursor: 'pointer',
      '& em': { fontStyle: 'normal', color: tokens.subtle },
    },
  };
});
