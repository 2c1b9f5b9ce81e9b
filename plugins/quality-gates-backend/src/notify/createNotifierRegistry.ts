import { ConflictError } from '@backstage/errors';
import type { Notifier } from '@quality-gates/backstage-plugin-quality-gates-node';

/** Those who are told: the built-in ones and those of modules. */
export interface NotifierRegistry {
  /** Throws ConflictError when a notifier with the same id is already there. */
  add(notifier: Notifier): void;
  get(id: string): Notifier | undefined;
  list(): readonly Notifier[];
}

/** Makes a {@link NotifierRegistry} that starts with the given notifiers. */
export function createNotifierRegistry(
  builtin: readonly Notifier[] = [],
): NotifierRegistry {
  const byId = new Map<string, Notifier>();
  const registry: NotifierRegistry = {
    add(notifier) {
      if (byId.has(notifier.id)) {
        throw new ConflictError(
          `There is already a notifier with the id ${notifier.id}`,
        );
      }
      byId.set(notifier.id, notifier);
    },
    get: id => byId.get(id),
    list: () => [...byId.values()],
  };
  builtin.forEach(notifier => registry.add(notifier));
  return registry;
}
