import type { Query } from '../api/useQuery';
import { SectionError } from './SectionError';
import { SectionSkeleton } from './SectionSkeleton';

/** Props of {@link QueryPlaceholder}. */
export interface QueryPlaceholderProps {
  readonly query: Query<unknown>;
  /** What could not be loaded, as it stands in a sentence. */
  readonly what: string;
  readonly rows?: number;
  /** Height of one row in pixels, that of the data to come. */
  readonly rowHeight?: number;
}

/** Stands where data will be: grey rows while it is asked for, and why it could not be had. */
export function QueryPlaceholder(props: QueryPlaceholderProps) {
  const { query, what, rows, rowHeight } = props;
  const { error, retry } = query;
  return error ? (
    <SectionError error={error} what={what} onRetry={retry} />
  ) : (
    <SectionSkeleton rows={rows} rowHeight={rowHeight} />
  );
}
