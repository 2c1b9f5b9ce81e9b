import type { Notifier } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { NotifierRegistry } from './createNotifierRegistry';
import type { QueuedNotice } from './types';

/** Between the type of a notice and the notifier it is for; a type alone is for everybody. */
const TO = '/';

/** The type of a notice, and the notifier it is for; undefined while it is for everybody. */
export function readAddress(kind: string): { type: string; to?: string } {
  const [type, to] = kind.split(TO);
  return { type, to };
}

/**
 * A notice for everybody as one for each notifier that wants it, so that what one could not be told is not told again to
 * the others. Their ids come from its id: addressed twice, they are the same.
 */
export function addressNotice(
  notifiers: Pick<NotifierRegistry, 'list'>,
  notice: QueuedNotice,
): QueuedNotice[] {
  const { id, kind, entityRef, payload } = notice;
  return notifiers
    .list()
    .filter(notifier => isWanted(notifier, notice))
    .map(notifier => ({
      id: `${notifier.id}:${id}`,
      kind: `${kind}${TO}${notifier.id}`,
      entityRef,
      payload,
    }));
}

function isWanted(notifier: Notifier, { kind, payload }: QueuedNotice) {
  const type = notifier.handles.find(one => one === kind);
  if (!type) return false;
  const phase = payload.phase === 'post-deploy' ? payload.phase : 'pre-deploy';
  const trigger = requestKeyOf(payload);
  return notifier.wants?.({ type, phase, trigger }) ?? true;
}

/** Key of the deployment request that asked for what a notice is about; undefined when nothing or something else did. */
export function requestKeyOf(
  payload: QueuedNotice['payload'],
): string | undefined {
  const { trigger, environment } = payload;
  const prefix = `deployment-request:${environment}:`;
  return typeof trigger === 'string' && trigger.startsWith(prefix)
    ? trigger.slice(prefix.length)
    : undefined;
}
