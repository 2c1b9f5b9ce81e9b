import type { IngestChange } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { millisOf, subjectOf, type Sent } from './Sent';

/** One change fact, with the key that a webhook of the same pull or merge request makes. */
export function changeFacts(sent: Sent<IngestChange>): FactOf<'change'>[] {
  const { value, token } = sent;
  const { url, title, author, headSha, mergeSha, targetBranch } = value;
  const subject = subjectOf(sent);
  const { host, path } = subject.repository!;
  const times = {
    openedAt: millisOf(value.openedAt),
    readyAt: millisOf(value.readyAt),
    firstReviewAt: millisOf(value.firstReviewAt),
    approvedAt: millisOf(value.approvedAt),
    mergedAt: millisOf(value.mergedAt),
    closedAt: millisOf(value.closedAt),
  };
  const over = times.closedAt ?? times.mergedAt;
  const latest = Math.max(...Object.values(times).map(time => time ?? 0));
  return [
    {
      type: 'change',
      key: `${host}/${path}#${value.id}`,
      subject,
      channel: 'plain',
      at: millisOf(value.updatedAt) ?? latest,
      phase: over === undefined ? 'executing' : 'terminal',
      reportedBy: token,
      data: {
        id: String(value.id),
        ...{ url, title, author, headSha, mergeSha, targetBranch },
        ...times,
      },
    },
  ];
}
