import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  formatExactly,
  formatInstant,
  type Reader,
} from '../show/formatInstant';
import { createTokens } from '../show/tokens';
import { shortSha } from '../show/Version';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link RunSubtitle}. */
export interface RunSubtitleProps {
  readonly run: Run;
  readonly reader: Reader;
}

const useStyles = makeStyles(theme => ({
  root: {
    margin: 0,
    fontSize: 13,
    lineHeight: '20px',
    color: createTokens(theme).subtle,
    overflowWrap: 'anywhere',
  },
  sha: {
    fontFamily: '"Roboto Mono", Menlo, Consolas, monospace',
    fontSize: 12,
  },
}));

/** Pipeline, pull request, branch, commit, and when: what a run is about. */
export function RunSubtitle(props: RunSubtitleProps) {
  const { run, reader } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { pipeline, pullRequest, branch, commit } = run;
  const about = [pipeline, pullRequest && `#${pullRequest}`, branch].filter(
    Boolean,
  );
  const [event, at] = newestInstant(run);
  return (
    <p className={classes.root}>
      {about.join(', ')}
      {commit && (
        <>
          {' '}
          <span className={classes.sha} title={commit}>
            {shortSha(commit)}
          </span>
        </>
      )}
      {at && (
        <>
          {', '}
          <time dateTime={at} title={formatExactly(at, reader.zone)}>
            {t(`run.about.${event}`, { when: formatInstant(at, reader) })}
          </time>
        </>
      )}
    </p>
  );
}

function newestInstant(run: Run) {
  if (run.finishedAt) return ['finished', run.finishedAt] as const;
  if (run.startedAt) return ['started', run.startedAt] as const;
  return ['queued', run.queuedAt] as const;
}
