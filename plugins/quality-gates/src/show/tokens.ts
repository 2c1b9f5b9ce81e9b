import { alpha, darken, lighten, Theme } from '@material-ui/core/styles';

/** The part of Backstage's palette that goes beyond Material UI's own. */
interface PortalPalette {
  status: Record<'ok' | 'warning' | 'error' | 'running' | 'aborted', string>;
  border: string;
  link: string;
  textSubtle: string;
}

/** Colours of Quality Gates. `ok` to `mute` fill glyphs and bars; they are never text colours. */
export interface Tokens {
  readonly ok: string;
  readonly warn: string;
  readonly error: string;
  readonly run: string;
  readonly mute: string;
  /** Drawn on top of a filled glyph. */
  readonly ink: string;
  readonly paper: string;
  readonly text: string;
  readonly subtle: string;
  readonly line: string;
  readonly lineSoft: string;
  readonly hover: string;
  readonly code: string;
  readonly link: string;
  readonly bar: string;
  readonly barSoft: string;
  /** Tints of a role, behind text. */
  readonly errorSoft: string;
  readonly warnSoft: string;
  /** Stripes that stand for waiting. */
  readonly hatch: string;
}

/**
 * The colours of `theme` by role, so that a company theme carries over. In the light theme status colours are
 * darkened until they reach 3:1 on paper; in the dark theme they are lightened.
 */
export function createTokens(theme: Theme): Tokens {
  const palette = theme.palette as Theme['palette'] & PortalPalette;
  const { status } = palette;
  const dark = palette.type === 'dark';
  const neutral = dark ? palette.text.primary : '#000';
  const paper = palette.background.paper;
  return {
    ok: dark ? status.ok : darken(status.ok, 0.2),
    warn: dark ? status.warning : darken(status.warning, 0.2),
    error: dark ? lighten(status.error, 0.25) : status.error,
    run: dark ? lighten(status.running, 0.35) : status.running,
    mute: dark ? lighten(status.aborted, 0.2) : status.aborted,
    ink: dark ? darken(paper, 0.55) : paper,
    paper,
    text: palette.text.primary,
    subtle: dark ? alpha(palette.text.primary, 0.7) : palette.textSubtle,
    line: dark ? alpha(neutral, 0.14) : palette.border,
    lineSoft: alpha(neutral, dark ? 0.08 : 0.06),
    hover: alpha(neutral, dark ? 0.06 : 0.04),
    code: alpha(dark ? '#000' : neutral, dark ? 0.22 : 0.04),
    link: palette.link,
    bar: alpha(palette.primary.main, dark ? 0.6 : 0.48),
    barSoft: alpha(palette.primary.main, dark ? 0.3 : 0.17),
    errorSoft: alpha(status.error, dark ? 0.17 : 0.08),
    warnSoft: alpha(status.warning, dark ? 0.16 : 0.13),
    hatch: alpha(neutral, dark ? 0.24 : 0.16),
  };
}
