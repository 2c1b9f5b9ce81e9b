import type { Incident } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { IncidentRow } from '../store/types';
import { formatInstant } from './formatInstant';
import type { LinkedIncident } from './types';

/** A stored incident as `GET …/incidents` shows it. */
export function toWireIncident(
  row: IncidentRow,
  link: LinkedIncident['link'],
): Incident {
  return {
    id: row.id,
    openedAt: formatInstant(row.openedAt),
    resolvedAt:
      row.resolvedAt === undefined ? null : formatInstant(row.resolvedAt),
    severity: row.severity ?? null,
    title: row.title ?? null,
    url: row.url ?? null,
    labels: { ...row.labels },
    cause: row.cause ?? null,
    deploymentId: row.deploymentId ?? null,
    link: link && { deploymentId: link.deployments[0].id, how: link.how },
  };
}
