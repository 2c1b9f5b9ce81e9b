import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import { type Column, DataTable } from '../show/DataTable';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import { describeHealth, HEALTH_FACTS, namePipeline } from './describeHealth';

/** Props of {@link HealthTable}. */
export interface HealthTableProps {
  readonly items: readonly PipelineStats[];
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { borderTop: `1px solid ${tokens.line}` },
    title: {
      margin: 0,
      padding: theme.spacing(1.5, 2, 0.5),
      fontSize: 13,
      lineHeight: '20px',
      fontWeight: 500,
    },
    basis: {
      display: 'block',
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
    },
  };
});

/** All pipelines side by side: every number with what it rests on. */
export function HealthTable(props: HealthTableProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <div className={classes.root}>
      <h3 className={classes.title}>{t('health.all')}</h3>
      <DataTable<PipelineStats>
        label={t('health.all')}
        rows={props.items}
        rowKey={({ pipeline, scope }) => `${scope} ${pipeline}`}
        columns={listColumns(t, classes.basis)}
      />
    </div>
  );
}

function listColumns(
  t: Translate,
  basisClass: string,
): Column<PipelineStats>[] {
  const numbers = HEALTH_FACTS.map(
    (id, index): Column<PipelineStats> => ({
      id,
      title: t(`health.fact.${id}`),
      numeric: true,
      render: stats => {
        const { value, basis } = describeHealth(stats, t)[index];
        return (
          <>
            {value}
            {basis && <span className={basisClass}>{basis}</span>}
          </>
        );
      },
    }),
  );
  const name: Column<PipelineStats> = {
    id: 'pipeline',
    title: t('column.pipeline'),
    nowrap: true,
    render: stats => namePipeline(stats, t),
  };
  return [name, ...numbers];
}
