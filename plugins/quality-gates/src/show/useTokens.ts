import { useMemo } from 'react';
import { useTheme } from '@material-ui/core/styles';
import { createTokens, Tokens } from './tokens';

/** {@link createTokens} of the theme in use. */
export function useTokens(): Tokens {
  const theme = useTheme();
  return useMemo(() => createTokens(theme), [theme]);
}
