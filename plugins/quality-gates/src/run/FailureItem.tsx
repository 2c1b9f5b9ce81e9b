import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Failure,
  Run,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { CopyButton } from '../show/CopyButton';
import type { GlyphName } from '../show/glyphShapes';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { createTokens } from '../show/tokens';
import { VerdictChip } from '../show/VerdictChip';
import { qualityGatesTranslationRef } from '../translation';
import { describeForPlatform } from './describeForPlatform';
import { LogExcerpt } from './LogExcerpt';
import type { TraceSpan } from './spanTree';

/** Props of {@link FailureItem}. */
export interface FailureItemProps {
  readonly run: Run;
  readonly failure: Failure;
  /** The span of the failure, when a trace told of it. */
  readonly span: TraceSpan | undefined;
  readonly traceUrls: readonly string[];
  onOpenSpan(spanId: string): void;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'flex',
      gap: 12,
      margin: theme.spacing(0, 2),
      padding: theme.spacing(1.5, 0, 2),
      borderTop: `1px solid ${tokens.line}`,
      '& > svg': { marginTop: 2 },
    },
    text: { flex: '1 1 0', minWidth: 0 },
    head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 },
    name: {
      margin: 0,
      fontSize: 14,
      lineHeight: '24px',
      fontWeight: 500,
      overflowWrap: 'anywhere',
    },
    message: {
      margin: theme.spacing(0.5, 0),
      fontSize: 13,
      lineHeight: '20px',
      overflowWrap: 'anywhere',
      whiteSpace: 'pre-wrap',
    },
    why: {
      margin: theme.spacing(0.5, 0, 0),
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
      overflowWrap: 'anywhere',
    },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'flex-end',
      alignContent: 'flex-start',
      gap: 8,
      flex: 'none',
    },
  };
});

/** The platform could not do its work; of a flaky test nobody knows. */
const GLYPHS: Record<Failure['verdict'], GlyphName> = {
  change: 'fail',
  platform: 'error',
  flaky: 'warn',
  unknown: 'fail',
};

/** One failure: whose it is, what it said, and why that is the verdict. */
export function FailureItem(props: FailureItemProps) {
  const { run, failure, span, traceUrls, onOpenSpan } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { verdict, name, message, sentence } = failure;
  return (
    <article className={classes.root}>
      <OutcomeGlyph name={GLYPHS[verdict]} size={20} decorative />
      <div className={classes.text}>
        <div className={classes.head}>
          <VerdictChip verdict={verdict} />
          <h3 className={classes.name}>{t('run.failures.step', { name })}</h3>
        </div>
        <p className={classes.message}>
          {message ?? t('run.failures.noMessage')}
        </p>
        {span?.logs && (
          <LogExcerpt
            text={span.logs}
            label={t('run.failures.log', { name })}
          />
        )}
        <p className={classes.why}>
          {sentence}
          {failure.decisive && run.attribution?.changedFrom && (
            <> {t(`run.failures.before.${run.attribution.changedFrom}`)}</>
          )}
        </p>
      </div>
      <div className={classes.actions}>
        {span && (
          <Button
            size="small"
            variant="outlined"
            onClick={() => onOpenSpan(span.spanId)}
          >
            {t('run.failures.showSpan')}
          </Button>
        )}
        <CopyButton
          label={t('run.failures.copy')}
          text={describeForPlatform(
            {
              run,
              failure,
              permalink: window.location.href,
              traceUrls,
              logs: span?.logs,
            },
            t,
          )}
        />
      </div>
    </article>
  );
}
