import Popover from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createRootStyles } from '../show/rootStyles';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { describeBasis } from './describeBasis';
import type { MetricId } from './metrics';

/** Props of {@link DoraInfo}. */
export interface DoraInfoProps {
  readonly metric: MetricId;
  readonly title: string;
  readonly report: DoraReport;
  /** What it opens beside; null = closed. */
  readonly anchor: HTMLElement | null;
  onClose(): void;
}

const useStyles = makeStyles(theme => ({
  root: {
    ...createRootStyles(theme),
    maxWidth: 380,
    padding: theme.spacing(2),
  },
  title: { margin: 0, fontSize: 14, lineHeight: '20px', fontWeight: 700 },
  list: {
    margin: 0,
    fontSize: 13,
    lineHeight: '20px',
    '& dt': {
      marginTop: 8,
      fontSize: 12,
      lineHeight: '16px',
      fontWeight: 500,
      color: createTokens(theme).subtle,
    },
    '& dd': { margin: 0 },
  },
}));

/** What a number means and what it stands on: definition, window and zone, coverage, benchmark. */
export function DoraInfo(props: DoraInfoProps) {
  const { metric, title, report, anchor, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <Popover
      open={anchor !== null}
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      PaperProps={{ role: 'dialog', 'aria-label': title } as object}
    >
      <div className={classes.root}>
        <h4 className={classes.title}>{title}</h4>
        <dl className={classes.list}>
          {describeBasis(metric, report, t).map(({ term, text }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Popover>
  );
}
