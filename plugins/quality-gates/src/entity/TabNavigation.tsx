import { NavLink, useLocation } from 'react-router-dom';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { type Place, useTab } from './TabContext';

const PLACES = [
  { place: '', title: 'summary' },
  { place: 'gates', title: 'gates' },
  { place: 'delivery', title: 'delivery' },
  { place: 'pipelines', title: 'pipelines' },
  { place: 'gates/policy', title: 'policy' },
] as const satisfies readonly { place: Place; title: string }[];

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { display: 'flex', gap: 4, marginLeft: -8 },
    pill: {
      padding: '6px 8px',
      borderRadius: theme.shape.borderRadius,
      fontSize: 13,
      lineHeight: '20px',
      fontWeight: 500,
      color: tokens.subtle,
      textDecoration: 'none',
      '&:hover': { background: tokens.hover },
      '&:focus-visible': {
        outline: `2px solid ${tokens.link}`,
        outlineOffset: 1,
      },
      '&.active': { color: tokens.text, background: tokens.lineSoft },
    },
  };
});

/** Pills for the pages below the tab that have something to show. */
export function TabNavigation() {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { linkTo } = useTab();
  // The page of the policy lies below the gates, and has a pill of its own.
  const onPolicy = /\/gates\/policy\/?$/.test(useLocation().pathname);
  return (
    <nav className={classes.root} aria-label={t('tab.title')}>
      {PLACES.map(({ place, title }) => (
        <NavLink
          key={place}
          to={linkTo(place)}
          end={place === ''}
          className={({ isActive }) =>
            `${classes.pill} ${
              isActive && !(place === 'gates' && onPolicy) ? 'active' : ''
            }`
          }
        >
          {t(`tab.${title}`)}
        </NavLink>
      ))}
    </nav>
  );
}
