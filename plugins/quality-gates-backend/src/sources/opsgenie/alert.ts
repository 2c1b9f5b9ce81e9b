import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { incidentFact } from './incidentFact';
import type { alertPayload } from './payloads';

/** The incident that an alert is. Its `entity` stands for the service when no tag and no detail names one. */
export function alertFacts(
  { alert }: z.output<typeof alertPayload>,
  state: 'open' | 'over',
): FactOf<'incident'>[] {
  const { alertId, team, responders, entity } = alert;
  return [
    incidentFact({
      kind: 'alert',
      id: alertId,
      state,
      told: alert,
      teams: team === undefined ? responders : [team, ...responders],
      service: entity,
    }),
  ];
}
