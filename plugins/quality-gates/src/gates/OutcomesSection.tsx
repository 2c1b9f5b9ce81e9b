import Button from '@material-ui/core/Button';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Gate } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { readPages } from '../api/readPages';
import { type Query, useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';
import { QuerySection } from '../show/QuerySection';
import { qualityGatesTranslationRef } from '../translation';
import { OutcomesTable } from './OutcomesTable';

const MAX_OUTCOMES = 400;
const REFRESH_MS = 30_000;

/** Props of {@link OutcomesSection}. */
export interface OutcomesSectionProps {
  readonly gates: Query<readonly Gate[]>;
  /** Null = the newest outcomes of every gate. */
  readonly chosen: string | null;
  onChooseAll(): void;
}

/** Outcomes one by one: what was seen, who reported it, and the way to its evidence. */
export function OutcomesSection(props: OutcomesSectionProps) {
  const { gates, chosen, onChooseAll } = props;
  const { entityRef, environment, window } = useTab();
  const api = useApi(qualityGatesApiRef);
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const query = { environment: environment.environments };
  const newest = gates.data ?? [];
  const outcomes = useQuery({
    key: JSON.stringify([
      'outcomes',
      entityRef,
      query,
      chosen ?? gates.loadedAt,
    ]),
    refreshMs: () => (chosen ? REFRESH_MS : undefined),
    read: async signal =>
      chosen
        ? (
            await readPages(
              page =>
                api.readGateOutcomes(
                  entityRef,
                  chosen,
                  { ...query, ...page },
                  signal,
                ),
              MAX_OUTCOMES,
            )
          ).items
        : newest.flatMap(gate => gate.outcomes),
  });
  return (
    <QuerySection
      title={chosen ?? t('gates.outcomes')}
      what={t('gates.outcomesWhat')}
      query={outcomes}
      zone={window.zone}
      subtitle={items => t('gates.outcomeCount', { count: items.length })}
      action={
        chosen && (
          <Button size="small" onClick={onChooseAll}>
            {t('gates.showAll')}
          </Button>
        )
      }
    >
      {items => (
        <OutcomesTable
          outcomes={[...items].sort((a, b) => b.at.localeCompare(a.at))}
          reader={{ zone: window.zone, now: outcomes.loadedAt ?? 0 }}
        />
      )}
    </QuerySection>
  );
}
