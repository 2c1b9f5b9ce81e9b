import type { Theme } from '@material-ui/core/styles';
import { createTokens } from './tokens';

/**
 * What everything of Quality Gates has in common, set on its outermost elements only: the theme's family whatever the
 * page around it uses, tabular figures, sentence case on buttons, and a focus ring that shows on tints.
 */
export function createRootStyles(theme: Theme) {
  const tokens = createTokens(theme);
  return {
    fontFamily: theme.typography.fontFamily,
    fontVariantNumeric: 'tabular-nums' as const,
    color: tokens.text,
    // By a part of the name: below a nested theme Material UI numbers its classes.
    '& [class*="MuiButton-root"]': {
      textTransform: 'none' as const,
      letterSpacing: 0,
      fontSize: 13,
    },
    '& [class*="MuiButton-iconSizeSmall"] > svg': { fontSize: 16 },
    // Material UI pulls the icon out of its button, which makes the text wider than its box.
    '& [class*="MuiButton-endIcon"]': { marginRight: 0 },
    '& a:focus-visible, & button:focus-visible': {
      outline: `2px solid ${tokens.link}`,
      outlineOffset: 1,
    },
  };
}
