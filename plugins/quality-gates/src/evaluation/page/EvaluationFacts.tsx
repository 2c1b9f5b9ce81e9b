import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { useTab } from '../../entity/TabContext';
import type { Reader } from '../../show/formatInstant';
import { createTokens } from '../../show/tokens';
import { qualityGatesTranslationRef, type Translate } from '../../translation';
import { describeFuture, describeTime } from '../describeEvaluation';
import { formatPerson } from '../formatPerson';
import { useRunsThere } from './useRunsThere';

/** Props of {@link EvaluationFacts}. */
export interface EvaluationFactsProps {
  readonly evaluation: Evaluation;
  readonly reader: Reader;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: '8px 32px',
      margin: '12px 0 0',
      // Not subtle: that is too faint on a tint.
      '& dt': { fontSize: 12, lineHeight: '16px', color: tokens.text },
      '& dd': { margin: 0, fontSize: 13, lineHeight: '20px', fontWeight: 500 },
    },
    mono: {
      fontFamily: '"Roboto Mono", SFMono-Regular, Menlo, Consolas, monospace',
      fontSize: 12,
      fontWeight: 400,
    },
  };
});

function describeAsked(
  { createdAt, requestedBy }: Evaluation,
  reader: Reader,
  t: Translate,
): string {
  const when = describeTime(createdAt, reader);
  const { user, login, token } = requestedBy ?? {};
  const who = (user && formatPerson(user)) ?? login ?? token;
  return who ? t('evaluation.askedBy', { when, who }) : when;
}

function describeValid(
  { decidedAt, expiresAt }: Evaluation,
  reader: Reader,
  t: Translate,
): string {
  if (decidedAt === null) return t('evaluation.stillOpen');
  if (expiresAt === null) return t('evaluation.noEnd');
  return Date.parse(expiresAt) > reader.now
    ? describeFuture(expiresAt, reader)
    : describeTime(expiresAt, reader);
}

function describeRuns(
  runs: ReturnType<typeof useRunsThere>,
  reader: Reader,
  t: Translate,
): [string, string][] {
  if (runs === undefined) return [];
  const what = runs
    ? t('evaluation.runsSince', {
        version: runs.version ?? t('answer.unversioned'),
        when: describeTime(runs.deployedAt, reader),
      })
    : t('evaluation.nothing');
  return [[t('evaluation.runsThere'), what]];
}

/** What runs there, who asked and when, until when it holds, by which policy, for which commit. */
export function EvaluationFacts(props: EvaluationFactsProps) {
  const { evaluation, reader } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { linkTo } = useTab();
  const { policy, environment, commit } = evaluation;
  const runs = useRunsThere(evaluation);
  const facts: [string, ReactNode][] = [
    ...describeRuns(runs, reader, t),
    [t('evaluation.asked'), describeAsked(evaluation, reader, t)],
    [t('evaluation.validUntil'), describeValid(evaluation, reader, t)],
    [
      t('evaluation.policy'),
      <Link key="policy" to={linkTo('gates/policy', { environment })}>
        {policy.name ?? t('evaluation.noPolicy')}{' '}
        <span className={classes.mono}>
          {policy.digest?.replace(/^sha256:/, '').slice(0, 6)}
        </span>
      </Link>,
    ],
    [
      t('evaluation.commit'),
      <span key="commit" className={commit ? classes.mono : undefined}>
        {commit?.slice(0, 7) ?? t('evaluation.notSent')}
      </span>,
    ],
  ];
  return (
    <dl className={classes.root}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
