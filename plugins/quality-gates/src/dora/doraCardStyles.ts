import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from '../show/tokens';

/** Rows of a DORA card line up with those of its neighbours (subgrid). */
export const useDoraCardStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    card: {
      position: 'relative',
      display: 'grid',
      gridRow: 'span 6',
      gridTemplateRows: 'subgrid',
      rowGap: 0,
      minWidth: 0,
      padding: theme.spacing(1.5, 2),
      '&:hover': { boxShadow: theme.shadows[3] },
      '&:focus-within': { outline: `2px solid ${tokens.link}` },
    },
    head: {
      display: 'flex',
      alignItems: 'flex-start',
      justifyContent: 'space-between',
      gap: 8,
    },
    title: {
      margin: 0,
      fontSize: 13,
      lineHeight: '20px',
      fontWeight: 500,
      '& a': { color: 'inherit', textDecoration: 'none', outline: 'none' },
      '& a::after': { content: '""', position: 'absolute', inset: 0 },
    },
    info: {
      position: 'relative',
      zIndex: 1,
      padding: 4,
      margin: -4,
      color: tokens.subtle,
    },
    value: {
      marginTop: 2,
      fontSize: 28,
      lineHeight: '36px',
      fontWeight: 700,
      letterSpacing: -0.3,
      color: tokens.text,
      '& small': {
        fontSize: 14,
        fontWeight: 400,
        letterSpacing: 0,
        color: tokens.subtle,
      },
    },
    word: { fontSize: 20, fontWeight: 500, color: tokens.subtle },
    faint: { color: tokens.subtle },
    note: {
      margin: 0,
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
      '& a': { position: 'relative', zIndex: 1 },
    },
    chart: { margin: '10px 0', alignSelf: 'end' },
    foot: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: 4,
      minHeight: 24,
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
      whiteSpace: 'nowrap',
    },
    band: {
      position: 'relative',
      zIndex: 1,
      height: 24,
      padding: '0 7px',
      border: `1px solid ${tokens.line}`,
      borderRadius: 12,
      background: 'none',
      font: 'inherit',
      fontWeight: 500,
      color: tokens.text,
      cursor: 'pointer',
      '&:hover': { background: tokens.hover },
    },
  };
});
