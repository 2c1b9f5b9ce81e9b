import { useApi } from '@backstage/core-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useQuery } from '../../api/useQuery';
import { useTab } from '../../entity/TabContext';

const OPEN_MS = 3_000;
const DECIDED_MS = 15_000;

/** What the page is about: a recorded evaluation, or a question that is recorded nowhere. */
export type Subject =
  | { readonly id: string }
  | { readonly environment: string; readonly version: string };

/** The evaluation, asked for again and again while the page is open: soon while it is open itself. */
export function useEvaluation(subject: Subject) {
  const { entityRef } = useTab();
  const api = useApi(qualityGatesApiRef);
  return useQuery<Evaluation>({
    key: JSON.stringify([entityRef, subject]),
    refreshMs: known => (known?.decidedAt === null ? OPEN_MS : DECIDED_MS),
    read: signal =>
      'id' in subject
        ? api.readEvaluation(subject.id, {}, signal)
        : api.canIDeploy({ entityRef, ...subject }, signal),
  });
}
