import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatExactly, type Reader } from '../../show/formatInstant';
import { Section } from '../../show/Section';
import { createTokens } from '../../show/tokens';
import { qualityGatesTranslationRef } from '../../translation';
import { describeTime } from '../describeEvaluation';
import { formatPerson } from '../formatPerson';

/** Props of {@link AuditTrail}. */
export interface AuditTrailProps {
  readonly evaluation: Evaluation;
  readonly reader: Reader;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'grid',
      gap: 10,
      margin: 0,
      padding: theme.spacing(0, 2, 2),
      listStyle: 'none',
      fontSize: 13,
      lineHeight: '18px',
      '& li': {
        display: 'grid',
        gridTemplateColumns: '72px minmax(0, 1fr)',
        overflowWrap: 'anywhere',
      },
      '& time, & p': {
        margin: 0,
        fontSize: 12,
        lineHeight: '18px',
        color: tokens.subtle,
      },
      '& b': { display: 'inline-block', fontWeight: 500 },
      '& b::first-letter': { textTransform: 'uppercase' },
    },
    none: {
      margin: 0,
      padding: theme.spacing(0, 2, 2),
      fontSize: 13,
      color: tokens.subtle,
    },
  };
});

/** What happened to this answer, newest first. */
export function AuditTrail(props: AuditTrailProps) {
  const { evaluation, reader } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const newest = [...evaluation.audit].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Section title={t('evaluation.audit')}>
      {newest.length === 0 && (
        <p className={classes.none}>{t('evaluation.auditNone')}</p>
      )}
      <ol className={classes.root}>
        {newest.map(({ at, who, what, note }) => (
          <li key={`${at} ${who} ${what} ${note}`}>
            <time dateTime={at} title={formatExactly(at, reader.zone)}>
              {describeTime(at, reader)}
            </time>
            <div>
              <b>{what}</b>, {formatPerson(who)}
              {note && <p>{note}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
