import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { incidentFact } from './incidentFact';
import type { incidentPayload } from './payloads';

/** An incident of Opsgenie, which may be reopened; `impactedServices` are ids that no catalog holds. */
export function incidentFacts(
  { incident }: z.output<typeof incidentPayload>,
  state: 'open' | 'over',
): FactOf<'incident'>[] {
  const { incidentId, responders } = incident;
  return [
    incidentFact({
      kind: 'incident',
      id: incidentId,
      state,
      told: incident,
      teams: responders,
    }),
  ];
}
