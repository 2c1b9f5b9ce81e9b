import type { IngestIncident } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { millisOf, subjectOf, type Sent } from './Sent';

/** One incident fact: executing while open, terminal once resolved. */
export function incidentFacts(
  sent: Sent<IngestIncident>,
): FactOf<'incident'>[] {
  const { value, token } = sent;
  const openedAt = millisOf(value.openedAt);
  const resolvedAt = millisOf(value.resolvedAt);
  return [
    {
      type: 'incident',
      key: `plain:${token}/${value.id}`,
      subject: subjectOf(sent),
      channel: 'plain',
      at: millisOf(value.updatedAt) ?? resolvedAt ?? openedAt,
      phase: resolvedAt === undefined ? 'executing' : 'terminal',
      reportedBy: token,
      data: {
        id: value.id,
        openedAt,
        resolvedAt,
        severity: value.severity,
        title: value.title,
        url: value.url,
        labels: value.labels,
        cause: value.cause,
        deploymentId: value.deploymentId,
      },
    },
  ];
}
