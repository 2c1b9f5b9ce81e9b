import { ConflictError } from '@backstage/errors';
import type { GateKind } from '@quality-gates/backstage-plugin-quality-gates-node';

/** The kinds of gates that policies can use: the built-in ones and those of modules. */
export interface GateKindRegistry {
  /** Throws ConflictError when a kind with the same id is already there. */
  add(kind: GateKind): void;
  get(kind: string): GateKind | undefined;
  list(): readonly GateKind[];
}

/** Makes a {@link GateKindRegistry} that starts with the given kinds. */
export function createGateKindRegistry(
  builtin: readonly GateKind[],
): GateKindRegistry {
  const byKind = new Map<string, GateKind>();
  const registry: GateKindRegistry = {
    add(kind) {
      if (byKind.has(kind.kind)) {
        throw new ConflictError(
          `There is already a kind of gate with the id ${kind.kind}`,
        );
      }
      byKind.set(kind.kind, kind);
    },
    get: kind => byKind.get(kind),
    list: () => [...byKind.values()],
  };
  builtin.forEach(kind => registry.add(kind));
  return registry;
}
