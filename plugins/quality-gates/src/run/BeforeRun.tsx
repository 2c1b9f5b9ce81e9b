import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../show/formatDuration';
import { formatExactly, formatClock, type Reader } from '../show/formatInstant';
import { Section } from '../show/Section';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link BeforeRun}. */
export interface BeforeRunProps {
  readonly run: Run;
  readonly reader: Reader;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    rail: {
      display: 'flex',
      margin: 0,
      padding: theme.spacing(0, 2, 2),
      listStyle: 'none',
      fontSize: 13,
      lineHeight: '20px',
    },
    step: { position: 'relative', minWidth: 320, paddingTop: 28 },
    dot: {
      position: 'absolute',
      top: 16,
      left: 0,
      width: 8,
      height: 8,
      borderRadius: 4,
      background: tokens.run,
    },
    line: {
      position: 'absolute',
      top: 19,
      left: 8,
      right: 0,
      height: 2,
      background: tokens.run,
    },
    waited: {
      position: 'absolute',
      top: 0,
      right: 12,
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
    },
    name: { display: 'block', fontWeight: 500 },
    time: { fontSize: 12, color: tokens.subtle },
  };
});

/** The way of a pull request to its run: when it was asked for and how long it waited. Nothing when that is unknown. */
export function BeforeRun(props: BeforeRunProps) {
  const { run, reader } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { pullRequest, queuedAt, startedAt, queueSeconds } = run;
  if (!pullRequest || !queuedAt || !startedAt) return null;
  const time = (at: string) => (
    <time
      className={classes.time}
      dateTime={at}
      title={formatExactly(at, reader.zone)}
    >
      {formatClock(at, reader)}
    </time>
  );
  return (
    <Section
      title={t('run.before.title')}
      subtitle={t('run.before.ofChange', { id: pullRequest })}
    >
      <ol className={classes.rail}>
        <li className={classes.step}>
          <i className={classes.dot} />
          <i className={classes.line} />
          {queueSeconds !== null && (
            <span className={classes.waited}>
              {t('run.before.queued', { time: formatDuration(queueSeconds) })}
            </span>
          )}
          <span className={classes.name}>{t('run.before.asked')}</span>
          {time(queuedAt)}
        </li>
        <li className={classes.step}>
          <i className={classes.dot} />
          <span className={classes.name}>{t('run.before.started')}</span>
          {time(startedAt)}
        </li>
      </ol>
    </Section>
  );
}
