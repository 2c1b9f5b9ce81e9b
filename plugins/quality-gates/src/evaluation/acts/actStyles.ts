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
      // A select is as wide as the fields beside it.
      '& > [class*="MuiInputBase-root"]': { maxWidth: 'none' },
      '& [class*="MuiFormHelperText-root"]': { margin: '4px 0 0' },
    },
    buttons: { display: 'flex', flexWrap: 'wrap', gap: 8 },
  };
});
