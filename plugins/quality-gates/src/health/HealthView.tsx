import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PipelineReport,
  PipelineStats,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Query } from '../api/useQuery';
import { FilterSelect } from '../show/FilterSelect';
import { QuerySection } from '../show/QuerySection';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import { namePipeline } from './describeHealth';
import { HealthBody } from './HealthBody';

/** Props of {@link HealthView}. */
export interface HealthViewProps {
  readonly query: Query<PipelineReport>;
  readonly window: { readonly zone: string; readonly days: number };
  /** Key of the pipeline that is looked at; see {@link keyOf}. */
  readonly chosen: string | null;
  readonly setupLink: string;
  /** Where all of it is; undefined when this is that page. */
  readonly allLink?: string;
  onChoose(key: string | null): void;
}

/** A pipeline and its scope as one word of the URL. */
export function keyOf({ pipeline, scope }: PipelineStats): string {
  return `${scope}:${pipeline}`;
}

/** The pipeline that is asked for, else the one with the most finished runs. */
export function choosePipeline(
  items: readonly PipelineStats[],
  chosen: string | null,
): PipelineStats | undefined {
  return (
    items.find(each => keyOf(each) === chosen) ??
    items.slice().sort((a, b) => b.n - a.n)[0]
  );
}

/** Pipeline health in each of its states. */
export function HealthView(props: HealthViewProps) {
  const { query, window, chosen, setupLink, allLink, onChoose } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const items = query.data?.items ?? [];
  const stats = choosePipeline(items, chosen);
  const choice = items.length > 1 && stats && (
    <FilterSelect
      label={t('health.choose')}
      value={keyOf(stats)}
      choices={items.map(each => ({
        value: keyOf(each),
        label: namePipeline(each, t),
      }))}
      onChoose={onChoose}
    />
  );
  return (
    <QuerySection
      title={t('health.title')}
      what={t('health.what')}
      query={query}
      zone={window.zone}
      subtitle={report =>
        describeSubtitle(report, { stats, days: window.days, t })
      }
      action={allLink ? <Link to={allLink}>{t('health.open')}</Link> : choice}
      skeletonRows={6}
      isEmpty={({ items: { length } }) => length === 0}
      empty={
        <SectionMessage
          title={t('health.none')}
          action={<Link to={setupLink}>{t('health.connect')}</Link>}
        >
          {t('health.noneWhy')}
        </SectionMessage>
      }
    >
      {report =>
        stats && (
          <HealthBody
            report={report}
            stats={stats}
            zone={window.zone}
            compact={allLink !== undefined}
          />
        )
      }
    </QuerySection>
  );
}

function describeSubtitle(
  report: PipelineReport,
  context: { stats: PipelineStats | undefined; days: number; t: Translate },
) {
  const { stats, days, t } = context;
  if (!stats) return '';
  const said = t('health.subtitle', {
    name: namePipeline(stats, t),
    count: stats.n,
    days: String(days),
  });
  return report.truncated ? `${said}. ${t('health.truncated')}` : said;
}
