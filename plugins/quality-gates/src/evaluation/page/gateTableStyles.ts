import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from '../../show/tokens';

/** The table of gates: a row each, grouped by what the gates do. */
export const useGateTableStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    scroll: { overflowX: 'auto' },
    table: {
      width: '100%',
      minWidth: 760,
      borderCollapse: 'collapse',
      fontSize: 13,
      lineHeight: '20px',
      '& th, & td': { textAlign: 'left', verticalAlign: 'middle' },
      '& thead th': {
        padding: 8,
        fontSize: 12,
        lineHeight: '16px',
        fontWeight: 500,
        whiteSpace: 'nowrap',
        color: tokens.subtle,
        borderBottom: `1px solid ${tokens.line}`,
      },
      '& tbody td, & tbody th': {
        padding: '6px 8px',
        borderBottom: `1px solid ${tokens.lineSoft}`,
      },
    },
    group: {
      '$table tbody &': {
        padding: '6px 16px',
        fontSize: 12,
        lineHeight: '16px',
        fontWeight: 400,
        background: tokens.hover,
        '& b': { fontWeight: 500 },
        '& span': { color: tokens.subtle },
      },
    },
    glyph: { width: 42, '$table tbody &': { paddingLeft: 16 } },
    gate: {
      fontWeight: 500,
      overflowWrap: 'anywhere',
      '& p': {
        margin: 0,
        maxWidth: '60ch',
        fontSize: 12,
        lineHeight: '16px',
        fontWeight: 400,
        color: tokens.subtle,
      },
    },
    chip: {
      marginLeft: 4,
      padding: '0 7px',
      borderRadius: 10,
      fontSize: 12,
      fontWeight: 500,
      color: tokens.subtle,
      boxShadow: `inset 0 0 0 1px ${tokens.line}`,
    },
    value: {
      whiteSpace: 'nowrap',
      fontWeight: 500,
      '$table &, $table thead &': { textAlign: 'right' },
    },
    limit: { width: 206 },
    small: { fontSize: 12, lineHeight: '16px', color: tokens.subtle },
    source: {
      whiteSpace: 'nowrap',
      fontSize: 12,
      '$table &, $table thead &': { textAlign: 'right', paddingRight: 16 },
    },
    toggle: {
      display: 'inline-flex',
      marginLeft: 8,
      padding: 4,
      border: 0,
      background: 'none',
      color: tokens.subtle,
      cursor: 'pointer',
      verticalAlign: 'middle',
      '& svg': { fontSize: 18 },
    },
    details: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
      gap: '2px 24px',
      margin: 0,
      fontSize: 12,
      lineHeight: '18px',
      '& > div': { display: 'grid', gridTemplateColumns: '88px 1fr' },
      '& dt': { color: tokens.subtle },
      '& dd': { margin: 0, overflowWrap: 'anywhere' },
    },
    query: { marginTop: 8 },
    more: {
      padding: '8px 16px',
      border: 0,
      background: 'none',
      font: 'inherit',
      fontSize: 13,
      textAlign: 'left',
      color: tokens.link,
      cursor: 'pointer',
    },
  };
});
