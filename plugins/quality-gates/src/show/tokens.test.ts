import {
  createTheme,
  getContrastRatio,
  type Theme,
} from '@material-ui/core/styles';
import { createTokens } from './tokens';

/** The palettes of the portal's own themes, as far as tokens read them. */
const light = createTheme({
  palette: {
    type: 'light',
    primary: { main: '#1F5493' },
    background: { default: '#F8F8F8', paper: '#FFFFFF' },
    status: {
      ok: '#1DB954',
      warning: '#FF9800',
      error: '#E22134',
      running: '#1F5493',
      aborted: '#757575',
    },
    border: '#E6E6E6',
    link: '#0A6EBE',
    textSubtle: '#6E6E6E',
  },
} as Parameters<typeof createTheme>[0]);
const dark = createTheme({
  palette: {
    type: 'dark',
    primary: { main: '#9CC9FF' },
    background: { default: '#333333', paper: '#424242' },
    status: {
      ok: '#71CF88',
      warning: '#FFB84D',
      error: '#F84C55',
      running: '#3488E3',
      aborted: '#9E9E9E',
    },
    border: '#E6E6E6',
    link: '#9CC9FF',
    textSubtle: '#CCCCCC',
  },
} as Parameters<typeof createTheme>[0]);

/** Contrast of a colour, possibly translucent, against paper. */
function contrast(color: string, paper: string): number {
  const [r, g, b, a = 1] = color.startsWith('rgba')
    ? color.match(/[\d.]+/g)!.map(Number)
    : [];
  if (r === undefined) return getContrastRatio(color, paper);
  const below = parseInt(paper.slice(1, 3), 16);
  const mix = [r, g, b].map(part => Math.round(part * a + below * (1 - a)));
  return getContrastRatio(`rgb(${mix.join(', ')})`, paper);
}

describe.each([
  ['light', light],
  ['dark', dark],
] as [string, Theme][])('in the %s theme', (_, theme) => {
  const tokens = createTokens(theme);

  it.each(['ok', 'warn', 'error', 'run', 'mute'] as const)(
    'the glyph colour %s reaches 3:1 on paper',
    name => {
      expect(contrast(tokens[name], tokens.paper)).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(['text', 'subtle', 'link'] as const)(
    'the text colour %s reaches 4.5:1 on paper',
    name => {
      expect(contrast(tokens[name], tokens.paper)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('what is drawn on a filled glyph reaches 3:1 on it', () => {
    for (const fill of [tokens.ok, tokens.warn, tokens.error, tokens.run]) {
      expect(getContrastRatio(tokens.ink, fill)).toBeGreaterThanOrEqual(3);
    }
  });
});
