import Button from '@material-ui/core/Button';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import OpenIcon from '@material-ui/icons/OpenInNew';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Failure } from '@quality-gates/backstage-plugin-quality-gates-common';
import { CopyButton } from '../show/CopyButton';
import type { Reader } from '../show/formatInstant';
import { createRootStyles } from '../show/rootStyles';
import { SectionMessage } from '../show/SectionMessage';
import { createTokens } from '../show/tokens';
import { VerdictChip } from '../show/VerdictChip';
import { qualityGatesTranslationRef } from '../translation';
import { LogExcerpt } from './LogExcerpt';
import { SpanFacts } from './SpanFacts';
import type { SpanNode } from './spanTree';

/** Props of {@link SpanDrawer}. */
export interface SpanDrawerProps {
  readonly open: boolean;
  /** Undefined when the address names a span that is not there. */
  readonly node: SpanNode | undefined;
  readonly failure: Failure | undefined;
  readonly reader: Reader;
  onClose(): void;
}

const useStyles = makeStyles(theme => ({
  paper: {
    ...createRootStyles(theme),
    width: 480,
    maxWidth: '100%',
    padding: theme.spacing(2),
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: 8 },
  title: {
    flex: '1 1 0',
    margin: 0,
    fontSize: 16,
    lineHeight: '24px',
    fontWeight: 700,
    overflowWrap: 'anywhere',
  },
  subtitle: {
    margin: theme.spacing(2, 0, 0.5),
    fontSize: 13,
    lineHeight: '20px',
    fontWeight: 500,
  },
  text: {
    margin: theme.spacing(0.5, 0),
    fontSize: 13,
    lineHeight: '20px',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
  subtle: { color: createTokens(theme).subtle },
  links: { display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 16 },
}));

/** Everything known of one span. Its address is `?span=`, so that it can be linked to. */
export function SpanDrawer(props: SpanDrawerProps) {
  const { open, node, failure, reader, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <Drawer
      anchor="right"
      open={open}
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{
        role: 'dialog',
        'aria-label': node?.span.name ?? t('waterfall.drawer.gone'),
      }}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{node?.span.name}</h2>
        <IconButton
          size="small"
          aria-label={t('waterfall.close')}
          onClick={onClose}
        >
          <CloseIcon />
        </IconButton>
      </div>
      {node ? (
        <SpanDetails node={node} failure={failure} reader={reader} />
      ) : (
        <SectionMessage title={t('waterfall.drawer.gone')} />
      )}
    </Drawer>
  );
}

function SpanDetails(props: {
  node: SpanNode;
  failure: Failure | undefined;
  reader: Reader;
}) {
  const { node, failure, reader } = props;
  const { span } = node;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <>
      {failure && (
        <p className={classes.text}>
          <VerdictChip verdict={failure.verdict} /> {failure.sentence}
        </p>
      )}
      <SpanFacts node={node} reader={reader} />
      {span.critical && (
        <p className={`${classes.text} ${classes.subtle}`}>
          {t('waterfall.drawer.critical')}
        </p>
      )}
      {span.message && (
        <>
          <h3 className={classes.subtitle}>{t('waterfall.drawer.message')}</h3>
          <p className={classes.text}>{span.message}</p>
        </>
      )}
      <h3 className={classes.subtitle}>{t('waterfall.drawer.log')}</h3>
      {span.logs ? (
        <LogExcerpt
          text={span.logs}
          label={t('waterfall.drawer.log')}
          short={false}
        />
      ) : (
        <p className={`${classes.text} ${classes.subtle}`}>
          {t('waterfall.drawer.noLog')}
        </p>
      )}
      <div className={classes.links}>
        {span.url && (
          <Button
            size="small"
            variant="outlined"
            href={span.url}
            target="_blank"
            rel="noopener noreferrer"
            endIcon={<OpenIcon />}
          >
            {t('waterfall.drawer.openCi')}
          </Button>
        )}
        <CopyButton text={window.location.href} label={t('run.copyLink')} />
      </div>
    </>
  );
}
