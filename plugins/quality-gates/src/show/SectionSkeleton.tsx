import { useEffect, useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link SectionSkeleton}. */
export interface SectionSkeletonProps {
  readonly rows?: number;
  /** Height of one row in pixels, that of the data to come. */
  readonly rowHeight?: number;
}

const STILL_LOADING_AFTER_MS = 10_000;
const WIDTHS = [92, 70, 84, 60, 76];

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(0, 2, 2),
    '@media (prefers-reduced-motion: reduce)': {
      '& [class*="MuiSkeleton-root"]': { animation: 'none' },
    },
  },
  row: { display: 'flex', alignItems: 'center', gap: 8 },
}));

/** Grey rows in the place of the data; after ten seconds it says that it still waits. */
export function SectionSkeleton(props: SectionSkeletonProps) {
  const { rows = 5, rowHeight = 36 } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), STILL_LOADING_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.root} aria-busy="true" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row} style={{ height: rowHeight }}>
          <Skeleton variant="rect" width={16} height={16} />
          <Skeleton
            variant="rect"
            width={`${WIDTHS[row % WIDTHS.length]}%`}
            height={12}
          />
        </div>
      ))}
      {slow && (
        <Typography variant="caption" color="textSecondary" role="status">
          {t('stillLoading')}
        </Typography>
      )}
    </div>
  );
}
