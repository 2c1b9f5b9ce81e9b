import { DateTime } from 'luxon';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link Listening}. */
export interface ListeningProps {
  /** Milliseconds since the epoch. */
  readonly lastLookAt: number | undefined;
  readonly zone: string;
}

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: 8,
    fontSize: 13,
    color: createTokens(theme).subtle,
  },
}));

/** Says that the page keeps asking by itself, and when it last did. */
export function Listening(props: ListeningProps) {
  const { lastLookAt, zone } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const time = DateTime.fromMillis(lastLookAt ?? 0, { zone });
  return (
    <span className={classes.root}>
      <OutcomeGlyph name="running" decorative />
      {lastLookAt === undefined
        ? t('setup.listening')
        : t('setup.lastLook', { time: time.toFormat('HH:mm:ss') })}
    </span>
  );
}
