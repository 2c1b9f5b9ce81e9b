import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from '../../show/tokens';

/** Forms in the right column and in dialogs. */
export const useActStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    form: {
      display: 'grid',
      gap: 10,
      padding: theme.spacing(0, 2, 2),
      fontSize: 13,
      lineHeight: '18px',
      '& p': {
        margin: 0,
        fontSize: 12,
        lineHeight: '16px',
        color: tokens.subtle,
      },
      '& [class*="MuiInputBase-root"], & label': { fontSize: 13 },
    },
    buttons: { display: 'flex', flexWrap: 'wrap', gap: 8 },
  };
});
