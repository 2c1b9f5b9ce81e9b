import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useTab } from '../../entity/TabContext';
import { formatEnvironment } from '../../show/formatEnvironment';
import { formatExactly, type Reader } from '../../show/formatInstant';
import { OutcomeGlyph } from '../../show/OutcomeGlyph';
import { createTokens } from '../../show/tokens';
import { qualityGatesTranslationRef } from '../../translation';
import { describeEntry } from './describeEntry';
import type { MatrixEntry } from './layoutMatrix';

/** Props of {@link MatrixCell}. */
export interface MatrixCellProps {
  readonly version: string;
  readonly environment: string;
  /** Undefined = nobody asked. */
  readonly entry: MatrixEntry | undefined;
  readonly reader: Reader;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'grid',
      gridTemplateColumns: '16px minmax(0, 1fr)',
      columnGap: 8,
      alignItems: 'center',
    },
    note: {
      gridColumn: 2,
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
    },
    runs: {
      marginLeft: 8,
      padding: '0 7px',
      borderRadius: 10,
      fontSize: 12,
      boxShadow: `inset 0 0 0 1px ${tokens.line}`,
    },
  };
});

/** The newest answer for a version in an environment, leading to its evaluation; or to the what-if of one nobody asked for. */
export function MatrixCell(props: MatrixCellProps) {
  const { version, environment, entry, reader } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { linkTo } = useTab();
  const place = { version, environment: formatEnvironment(environment) };
  if (!entry?.evaluationId) {
    return (
      <div className={classes.root}>
        <OutcomeGlyph name="skipped" decorative />
        <span>{t('deployable.notAsked')}</span>
        <span className={classes.note}>
          <Link
            to={linkTo('gates/evaluations/what-if', { environment, version })}
            aria-label={t('deployable.whatIfOf', place)}
          >
            {t('deployable.whatIf')}
          </Link>
        </span>
      </div>
    );
  }
  const { evaluationId, expiresAt, deployed } = entry;
  const { glyph, answer, note } = describeEntry(entry, reader, t);
  return (
    <div className={classes.root}>
      <OutcomeGlyph name={glyph} decorative />
      <span>
        <Link
          to={linkTo(`gates/evaluations/${encodeURIComponent(evaluationId)}`)}
          aria-label={t('deployable.cell', { ...place, answer })}
        >
          {answer}
        </Link>
        {deployed && (
          <span className={classes.runs}>{t('deployable.runs')}</span>
        )}
      </span>
      <span
        className={classes.note}
        title={expiresAt ? formatExactly(expiresAt, reader.zone) : undefined}
      >
        {note}
      </span>
    </div>
  );
}
