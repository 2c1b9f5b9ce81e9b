import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from '../../show/tokens';

/** One verdict card: header, answer, reasons, tally, footer. */
export const useCardStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'flex',
      flexDirection: 'column',
      minWidth: 0,
      height: '100%',
    },
    header: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      justifyContent: 'space-between',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(1.5, 2),
    },
    title: { margin: 0, fontSize: 16, lineHeight: '24px', fontWeight: 700 },
    runs: {
      margin: 0,
      fontSize: 13,
      lineHeight: '20px',
      color: tokens.subtle,
      '& b': { fontWeight: 500, color: tokens.text },
    },
    body: {
      display: 'flex',
      flexDirection: 'column',
      flex: 1,
      gap: theme.spacing(1.5),
      padding: theme.spacing(0, 2, 2),
    },
    answer: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      '& strong': {
        display: 'block',
        fontSize: 24,
        lineHeight: '28px',
        fontWeight: 700,
      },
      '& p': {
        margin: 0,
        fontSize: 13,
        lineHeight: '18px',
        color: tokens.subtle,
        overflowWrap: 'anywhere',
      },
    },
    why: {
      display: 'grid',
      flex: 1,
      alignContent: 'start',
      gap: 6,
      margin: 0,
      padding: 0,
      listStyle: 'none',
      fontSize: 13,
      lineHeight: '18px',
      '& li': { display: 'flex', gap: 8, overflowWrap: 'anywhere' },
      '& svg': { marginTop: 1 },
      '& span': { color: tokens.subtle },
    },
    tally: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: '4px 12px',
      margin: 0,
      padding: 0,
      listStyle: 'none',
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
      '& li': { display: 'inline-flex', alignItems: 'center', gap: 4 },
      '& b': { fontWeight: 500, color: tokens.text },
    },
    footer: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 2),
      minHeight: 40,
      padding: theme.spacing(1, 2),
      borderTop: `1px solid ${tokens.line}`,
      fontSize: 13,
      lineHeight: '20px',
      color: tokens.subtle,
      '& > :first-child': { flex: 1 },
    },
    strong: { fontWeight: 700 },
  };
});
