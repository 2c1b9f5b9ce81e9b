import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GlyphName } from '../show/glyphShapes';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { PassDot } from './PassDot';

const SHOWN = [
  'pass',
  'unseen',
  'warn',
  'fail',
  'error',
  'inconclusive',
  'pending',
  'skipped',
  'waived',
  'shadow-fail',
] as const satisfies readonly GlyphName[];

const WORDS: Partial<
  Record<GlyphName, 'gates.errorLegend' | 'gates.shadowLegend'>
> = { error: 'gates.errorLegend', 'shadow-fail': 'gates.shadowLegend' };

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: '4px 14px',
      margin: 0,
      padding: '10px 16px 12px',
      listStyle: 'none',
      borderTop: `1px solid ${tokens.line}`,
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
      '& li': { display: 'inline-flex', alignItems: 'center', gap: 5 },
    },
  };
});

/** What each shape of the strip means. */
export function GateLegend() {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <ul className={classes.root} aria-label={t('gates.legend')}>
      {SHOWN.map(name => (
        <li key={name}>
          {name === 'pass' ? (
            <PassDot size={10} />
          ) : (
            <OutcomeGlyph name={name} size={12} decorative />
          )}
          {t(WORDS[name] ?? `glyph.${name}`)}
        </li>
      ))}
    </ul>
  );
}
