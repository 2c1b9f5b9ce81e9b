import type {
  FactOf,
  Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { issuePayload } from './payloads';
import { labelsOf, subjectOf } from './subject';

/**
 * One incident fact. Whether it is over is said by the issue's own status; when it was resolved only by the event that
 * resolved it. An issue that is unresolved again is open again, since it was first seen.
 */
export function issueFacts(
  { action, data: { issue } }: z.output<typeof issuePayload>,
  sent: { readonly instance: string; readonly at: Millis },
): FactOf<'incident'>[] {
  const over = issue.status === 'resolved';
  const { project, level, priority } = issue;
  return [
    {
      type: 'incident',
      key: `sentry:${sent.instance}/issue/${issue.id}`,
      subject: subjectOf({ ...project, apiUrl: issue.project_url }),
      channel: 'webhook',
      at: sent.at,
      phase: over ? 'terminal' : 'executing',
      data: {
        id: issue.id,
        openedAt: issue.firstSeen,
        resolvedAt: over && action === 'resolved' ? sent.at : undefined,
        severity: level,
        title: issue.title,
        url: issue.web_url,
        labels: labelsOf({ project: project.slug, level, priority }),
      },
    },
  ];
}
