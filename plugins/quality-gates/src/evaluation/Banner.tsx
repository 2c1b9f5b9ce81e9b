import type { ReactNode } from 'react';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { GlyphName } from '../show/glyphShapes';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { createTokens } from '../show/tokens';

/** How loud a banner is. */
export type BannerTone = 'error' | 'warn' | 'run' | 'ok' | 'mute';

/** Props of {@link Banner}. */
export interface BannerProps {
  readonly tone: BannerTone;
  readonly glyph: GlyphName;
  readonly glyphSize?: 28 | 40;
  readonly title: string;
  /** One sentence below the title. */
  readonly sentence: ReactNode;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  const tint = (soft: string) => `linear-gradient(${soft}, ${soft})`;
  return {
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(1.5, 2),
      padding: theme.spacing(2),
      borderLeft: '4px solid',
    },
    error: {
      borderColor: tokens.error,
      backgroundImage: tint(tokens.errorSoft),
    },
    warn: { borderColor: tokens.warn, backgroundImage: tint(tokens.warnSoft) },
    run: { borderColor: tokens.run, backgroundImage: tint(tokens.hover) },
    ok: { borderColor: tokens.ok },
    mute: { borderColor: tokens.mute, backgroundImage: tint(tokens.hover) },
    text: { flex: '1 1 420px', minWidth: 0 },
    title: {
      margin: 0,
      fontSize: 18,
      lineHeight: '24px',
      fontWeight: 700,
      overflowWrap: 'anywhere',
    },
    sentence: {
      margin: 0,
      maxWidth: '90ch',
      fontSize: 14,
      lineHeight: '20px',
      overflowWrap: 'anywhere',
    },
    action: { display: 'flex', flexWrap: 'wrap', gap: 8 },
  };
});

/** An answer in one line, why, and what to do. What it says is read aloud when it changes. */
export function Banner(props: BannerProps) {
  const { tone, glyph, glyphSize = 28, title, sentence, action } = props;
  const classes = useStyles();
  return (
    <Paper elevation={1} className={`${classes.root} ${classes[tone]}`}>
      <OutcomeGlyph name={glyph} size={glyphSize} decorative />
      <div className={classes.text}>
        <div role="status">
          <h2 className={classes.title}>{title}</h2>
          <p className={classes.sentence}>{sentence}</p>
        </div>
        {props.children}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </Paper>
  );
}
