import { useSearchParams } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import { UNMAPPED_REASONS } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { readPages } from '../api/readPages';
import { useQuery } from '../api/useQuery';
import { UnmappedView } from './UnmappedView';

const SHOWN = 400;
const REFRESH_MS = 30_000;

/** Facts that belong to no entity, by the reason that the URL names. */
export function UnmappedSection() {
  const api = useApi(qualityGatesApiRef);
  const [search, setSearch] = useSearchParams();
  const reason = UNMAPPED_REASONS.find(each => each === search.get('reason'));
  const query = useQuery({
    key: JSON.stringify(['unmapped', reason]),
    refreshMs: () => REFRESH_MS,
    read: signal =>
      readPages(page => api.readUnmapped({ ...page, reason }, signal), SHOWN),
  });
  return (
    <UnmappedView
      query={query}
      reason={reason ?? null}
      onReason={value => setSearch(value ? { reason: value } : {})}
    />
  );
}
