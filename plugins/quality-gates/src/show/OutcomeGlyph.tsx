import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesTranslationRef } from '../translation';
import { GLYPH_SHAPES, GlyphName } from './glyphShapes';
import { useTokens } from './useTokens';

/** Props of {@link OutcomeGlyph}. */
export interface OutcomeGlyphProps {
  readonly name: GlyphName;
  readonly size?: 12 | 14 | 16 | 18 | 20 | 24 | 28 | 32 | 40;
  /** True beside a visible word: the glyph is then silent for screen readers. */
  readonly decorative?: boolean;
}

const useStyles = makeStyles({
  '@keyframes turn': { to: { transform: 'rotate(360deg)' } },
  root: {
    display: 'block',
    flex: 'none',
    '& [data-arc]': {
      transformOrigin: '8px 8px',
      animation: '$turn 1.6s linear infinite',
    },
    '@media (prefers-reduced-motion: reduce)': {
      '& [data-arc]': { animation: 'none' },
    },
  },
});

/** An outcome as a shape: told apart in greyscale, with its word as accessible name. */
export function OutcomeGlyph(props: OutcomeGlyphProps) {
  const { name, size = 16, decorative } = props;
  const classes = useStyles();
  const tokens = useTokens();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const label = decorative
    ? { 'aria-hidden': true as const }
    : { role: 'img', 'aria-label': t(`glyph.${name}`) };
  return (
    <svg
      className={classes.root}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...label}
    >
      {GLYPH_SHAPES[name](tokens)}
    </svg>
  );
}
