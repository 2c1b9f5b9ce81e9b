import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import OpenIcon from '@material-ui/icons/OpenInNew';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PipelineStats,
  Run,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { CopyButton } from '../show/CopyButton';
import type { Reader } from '../show/formatInstant';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { glyphOf, stateOf } from '../show/results';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { describeHeadline } from './describeRun';
import { RunFacts } from './RunFacts';
import { RunSubtitle } from './RunSubtitle';

/** Props of {@link RunHeader}. */
export interface RunHeaderProps {
  readonly run: Run;
  readonly stats: PipelineStats | undefined;
  readonly reader: Reader;
  readonly traceUrls: readonly string[];
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { padding: theme.spacing(2) },
    top: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      justifyContent: 'space-between',
      gap: theme.spacing(1.5, 2),
    },
    heading: {
      display: 'flex',
      gap: 12,
      minWidth: 0,
      flex: '1 1 420px',
      '& svg': { marginTop: 2 },
    },
    title: {
      margin: 0,
      fontSize: 20,
      lineHeight: '28px',
      fontWeight: 700,
      overflowWrap: 'anywhere',
    },
    links: { display: 'flex', flexWrap: 'wrap', gap: 8 },
    button: { borderColor: tokens.line },
  };
});

/** The answer in one sentence, what it is about, five facts, and the ways out. */
export function RunHeader(props: RunHeaderProps) {
  const { run, stats, reader, traceUrls } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const state = stateOf(run);
  return (
    <Paper component="section" elevation={1} className={classes.root}>
      <div className={classes.top}>
        <div className={classes.heading}>
          <OutcomeGlyph name={glyphOf(state)} size={24} decorative />
          <div>
            <h2 className={classes.title}>{describeHeadline(run, t)}</h2>
            <RunSubtitle run={run} reader={reader} />
          </div>
        </div>
        <div className={classes.links}>
          {run.url && <Out href={run.url}>{t('run.openCi')}</Out>}
          {traceUrls.map((url, index) => (
            <Out key={url} href={url}>
              {traceUrls.length > 1
                ? t('run.openTraceOf', { number: String(index + 1) })
                : t('run.openTrace')}
            </Out>
          ))}
          <CopyButton
            text={window.location.href.replace(/([?&])span=[^&]*&?/, '$1')}
            label={t('run.copyLink')}
          />
        </div>
      </div>
      <RunFacts run={run} stats={stats} />
    </Paper>
  );
}

function Out(props: { href: string; children: string }) {
  return (
    <Button
      size="small"
      variant="outlined"
      href={props.href}
      target="_blank"
      rel="noopener noreferrer"
      endIcon={<OpenIcon />}
    >
      {props.children}
    </Button>
  );
}
