import type { MetricsService } from '@backstage/backend-plugin-api/alpha';

/** How a try to tell ended. */
export type NoticeEnd = 'sent' | 'dropped' | 'retried' | 'failed';

/** Counts what leaves. */
export interface NoticeCounters {
  ended(notifier: string, end: NoticeEnd): void;
}

/** Makes {@link NoticeCounters} on Backstage's metrics service. */
export function createNoticeCounters(
  metrics: Pick<MetricsService, 'createCounter'>,
): NoticeCounters {
  const notices = metrics.createCounter('quality_gates.notify.notices', {
    description: 'Tries to tell somebody of a verdict, by how they ended',
    unit: '{notice}',
  });
  return { ended: (notifier, end) => notices.add(1, { notifier, end }) };
}
