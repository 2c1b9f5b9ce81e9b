import type {
  AuditorService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Config } from '@backstage/config';
import type { QualityGatesConfig } from './config';
import type { Loop } from './loop';
import {
  createDelivery,
  createGithubProtectionRule,
  createNoticeCounters,
  type AnsweredElsewhere,
  type NoticeSources,
  type NotifierRegistry,
  type Outbox,
} from './notify';
import type { OutgoingStore } from './store/types';

/** What telling others is made of. */
export interface NotifyOptions {
  readonly auditor: Pick<AuditorService, 'createEvent'>;
  readonly config: QualityGatesConfig;
  readonly logger: LoggerService;
  readonly metrics: MetricsService;
  /** With those of modules; the built-in ones are added. */
  readonly notifiers: NotifierRegistry;
  readonly now: () => number;
  /** What is told of. */
  readonly gates: {
    readonly evaluations: {
      /** The newest of its chain, as the wire carries it. */
      readNewest: NoticeSources['readEvaluation'];
      onMoved(listener: () => void): void;
    };
  };
  readonly rootConfig: Config;
  readonly scheduler: Pick<SchedulerService, 'scheduleTask'>;
  readonly store: OutgoingStore & Outbox;
}

/** Everything that leaves: the loop over the outbox, the built-in notifiers and what they look after. Wiring only. */
export async function createNotify(options: NotifyOptions): Promise<Loop> {
  const { auditor, config, metrics, notifiers, scheduler, store } = options;
  const { evaluations } = options.gates;
  const readEvaluation = evaluations.readNewest;
  const readRequest = (entityRef: string, key: string) =>
    store.readReport(entityRef, 'deployment-request', key);
  const rule = createGithubProtectionRule({
    ...options,
    answers: store,
    ...{ readEvaluation, readRequest },
    onAnsweredElsewhere: answer => audit(auditor, answer),
  });
  notifiers.add(rule);
  await scheduler.scheduleTask({
    id: 'quality-gates-reconcile-protection-rules',
    scope: 'global',
    frequency: { minutes: 5 },
    timeout: { minutes: 10 },
    initialDelay: { seconds: 20 },
    fn: signal => rule.reconcile(signal),
  });
  const delivery = createDelivery({
    ...options,
    outbox: store,
    ...{ readEvaluation, readRequest },
    maxAge: config.notify.maxAge,
    counters: createNoticeCounters(metrics),
  });
  evaluations.onMoved(delivery.wake);
  return delivery;
}

async function audit(
  auditor: NotifyOptions['auditor'],
  { how, ...meta }: AnsweredElsewhere,
): Promise<void> {
  const event = await auditor.createEvent({
    eventId: 'deployment-request',
    // Deployed past the gates.
    severityLevel: how === 'approved' ? 'high' : 'low',
    meta: { actionType: how, ...meta },
  });
  await event.success();
}
