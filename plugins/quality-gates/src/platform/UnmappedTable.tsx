import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Unmapped } from '@quality-gates/backstage-plugin-quality-gates-common';
import { type Column, DataTable } from '../show/DataTable';
import type { Reader } from '../show/formatInstant';
import { Instant } from '../show/Instant';
import { Snippet } from '../show/Snippet';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import {
  describeKeys,
  knownReason,
  writeAnnotations,
} from './describeUnmapped';

/** Props of {@link UnmappedTable}. */
export interface UnmappedTableProps {
  readonly items: readonly Unmapped[];
  readonly reader: Reader;
}

const useStyles = makeStyles(theme => ({
  keys: {
    display: 'block',
    minWidth: 200,
    maxWidth: 360,
    overflowWrap: 'anywhere',
    color: createTokens(theme).subtle,
  },
  fix: { minWidth: 340, maxWidth: 640 },
}));

/** Unmapped facts: what arrived, why nobody has it, and the annotation to copy. */
export function UnmappedTable(props: UnmappedTableProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<Unmapped>
      label={t('platform.unmapped.table')}
      rows={props.items}
      rowKey={({ id }) => id}
      pageSize={25}
      columns={listColumns({ reader: props.reader, classes, t })}
    />
  );
}

function listColumns(context: {
  reader: Reader;
  classes: ReturnType<typeof useStyles>;
  t: Translate;
}): Column<Unmapped>[] {
  const { reader, classes, t } = context;
  return [
    {
      id: 'fact',
      title: t('platform.unmapped.fact'),
      render: fact => (
        <>
          {fact.type}
          <span className={classes.keys}>{describeKeys(fact)}</span>
        </>
      ),
    },
    {
      id: 'source',
      title: t('platform.unmapped.source'),
      nowrap: true,
      render: ({ source }) => source,
    },
    {
      id: 'why',
      title: t('platform.unmapped.why'),
      render: ({ reason }) => {
        const known = knownReason(reason);
        return known ? t(`platform.unmapped.reason.${known}`) : reason;
      },
    },
    {
      id: 'fix',
      title: t('platform.unmapped.fix'),
      render: fact => (
        <div className={classes.fix}>
          <Fix fact={fact} />
        </div>
      ),
    },
    {
      id: 'count',
      title: t('platform.unmapped.seen'),
      numeric: true,
      render: ({ count }) => count,
    },
    {
      id: 'firstAndLast',
      title: t('platform.unmapped.firstAndLast'),
      nowrap: true,
      render: ({ firstAt, lastAt }) => (
        <>
          <Instant at={firstAt} reader={reader} />
          <br />
          <Instant at={lastAt} reader={reader} />
        </>
      ),
    },
  ];
}

function Fix(props: { fact: Unmapped }) {
  const { fact } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const code = writeAnnotations(fact.suggestions);
  const reason = knownReason(fact.reason) ?? 'no-match';
  return code ? (
    <Snippet
      code={code}
      label={t('platform.unmapped.snippet', { what: describeKeys(fact) })}
    />
  ) : (
    <>{t(`platform.unmapped.advice.${reason}`)}</>
  );
}
