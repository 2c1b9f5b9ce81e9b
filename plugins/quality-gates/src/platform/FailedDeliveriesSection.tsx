import { useApi } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { readPages } from '../api/readPages';
import { useQuery } from '../api/useQuery';
import { FailedDeliveriesView } from './FailedDeliveriesView';

const SHOWN = 400;
const REFRESH_MS = 15_000;

/** Deliveries that could not be understood, and their replay. */
export function FailedDeliveriesSection() {
  const api = useApi(qualityGatesApiRef);
  const query = useQuery({
    key: 'failed deliveries',
    refreshMs: () => REFRESH_MS,
    read: signal =>
      readPages(
        page => api.readDeliveries({ ...page, state: 'failed' }, signal),
        SHOWN,
      ),
  });
  return (
    <FailedDeliveriesView
      query={query}
      onReplay={id => api.replayDelivery(id)}
      onReplayAll={async asked => {
        const answer = await api.replayDeliveries(asked);
        query.retry();
        return answer;
      }}
    />
  );
}
