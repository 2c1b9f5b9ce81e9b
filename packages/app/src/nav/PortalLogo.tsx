import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    height: 3 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    color: theme.palette.navigation.selectedColor,
    paddingLeft: 22,
    gap: theme.spacing(1.5),
    whiteSpace: 'nowrap',
    '&:hover': { textDecoration: 'none' },
  },
  name: { fontSize: 16, fontWeight: 700 },
}));

/** A gate in a circle, and the portal's name while the sidebar is open. */
export const PortalLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      className={classes.root}
      aria-label="Acme portal, home"
    >
      <svg width={28} height={28} viewBox="0 0 28 28" aria-hidden>
        <circle
          cx={14}
          cy={14}
          r={13}
          fill="none"
          stroke="currentColor"
          strokeWidth={2}
        />
        <path
          d="M8 21V11a6 6 0 0 1 12 0v10M8 15h12M14 5v16"
          fill="none"
          stroke="currentColor"
          strokeWidth={2}
        />
      </svg>
      {isOpen && <span className={classes.name}>Acme portal</span>}
    </Link>
  );
};
