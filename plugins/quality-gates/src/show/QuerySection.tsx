import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Query } from '../api/useQuery';
import { qualityGatesTranslationRef } from '../translation';
import { formatClock } from './formatInstant';
import { QueryPlaceholder } from './QueryPlaceholder';
import { Section } from './Section';

/** Props of {@link QuerySection}. */
export interface QuerySectionProps<T> {
  readonly title: string;
  /** What could not be loaded, as it stands in a sentence. */
  readonly what: string;
  readonly query: Query<T>;
  /** IANA name, for the time a stale answer is from. */
  readonly zone: string;
  readonly subtitle?: (data: T) => ReactNode;
  readonly action?: ReactNode;
  readonly skeletonRows?: number;
  readonly rowHeight?: number;
  /** Says what to switch on; shown when `isEmpty` holds. */
  readonly empty?: ReactNode;
  readonly isEmpty?: (data: T) => boolean;
  readonly children: (data: T) => ReactNode;
}

/** A section in each of its states: loading, failed, empty, data, and data that could not be refreshed. */
export function QuerySection<T>(props: QuerySectionProps<T>) {
  const { query, title, what, subtitle, zone } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { data, error, loadedAt = 0 } = query;
  const stale =
    data !== undefined && error
      ? t('stale', {
          time: formatClock(new Date(loadedAt).toISOString(), {
            zone,
            now: loadedAt,
          }),
        })
      : undefined;
  const said = data === undefined ? undefined : subtitle?.(data);
  return (
    <Section
      title={title}
      subtitle={stale ? <>{stale}</> : said}
      action={props.action}
    >
      <QueryBody {...props} what={what} />
    </Section>
  );
}

function QueryBody<T>(props: QuerySectionProps<T>) {
  const { query, what, isEmpty, empty, children } = props;
  const { data } = query;
  if (data !== undefined) {
    return <>{isEmpty?.(data) ? empty : children(data)}</>;
  }
  return (
    <QueryPlaceholder
      query={query}
      what={what}
      rows={props.skeletonRows}
      rowHeight={props.rowHeight}
    />
  );
}
