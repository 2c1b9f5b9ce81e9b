import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RESULTS,
  type Run,
  VERDICTS,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { FilterSelect } from '../show/FilterSelect';
import { qualityGatesTranslationRef } from '../translation';
import { listChoices, type RunFilter, SCOPES } from './filterRuns';

/** Props of {@link RunFilters}. */
export interface RunFiltersProps {
  readonly filter: RunFilter;
  /** Runs whose branches and pipelines can be chosen. */
  readonly known: readonly Run[];
  onFilter(name: keyof RunFilter, value: string | null): void;
}

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: 8,
  },
});

/** What narrows the list of runs; the choice stands in the URL. */
export function RunFilters(props: RunFiltersProps) {
  const { filter, known, onFilter } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <div className={classes.root} role="search" aria-label={t('runs.filters')}>
      <FilterSelect
        label={t('runs.pipeline')}
        all={t('runs.anyPipeline')}
        value={filter.pipeline ?? null}
        choices={listChoices(known, 'pipeline')}
        onChoose={value => onFilter('pipeline', value)}
      />
      <FilterSelect
        label={t('runs.branch')}
        all={t('runs.anyBranch')}
        value={filter.branch ?? null}
        choices={listChoices(known, 'branch')}
        onChoose={value => onFilter('branch', value)}
      />
      <FilterSelect
        label={t('runs.scope')}
        all={t('runs.anyScope')}
        value={filter.scope ?? null}
        choices={SCOPES.map(scope => ({
          value: scope,
          label: t(`runs.scopeOf.${scope}`),
        }))}
        onChoose={value => onFilter('scope', value)}
      />
      <FilterSelect
        label={t('runs.result')}
        all={t('runs.anyResult')}
        value={filter.result ?? null}
        choices={RESULTS.map(result => ({
          value: result,
          label: result === 'success' ? t('result.run') : t(`result.${result}`),
        }))}
        onChoose={value => onFilter('result', value)}
      />
      <FilterSelect
        label={t('column.attribution')}
        all={t('runs.anyAttribution')}
        value={filter.attribution ?? null}
        choices={VERDICTS.map(verdict => ({
          value: verdict,
          label: t(`verdict.${verdict}`),
        }))}
        onChoose={value => onFilter('attribution', value)}
      />
    </div>
  );
}
