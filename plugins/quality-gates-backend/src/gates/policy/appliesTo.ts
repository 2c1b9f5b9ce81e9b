import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { GatePhase } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Environments } from '../../environments';
import type { PolicySpec } from './policySchema';

const fold = (text: string) => text.toLocaleLowerCase('en-US');
const words = (value: unknown) => (typeof value === 'string' ? [value] : []);

/** Whether a policy holds for an entity; what it does not name does not matter. */
export function appliesToEntity(
  { entities = {} }: PolicySpec['appliesTo'],
  entity: Entity,
): boolean {
  const { kind, metadata, spec = {} } = entity;
  const refs = { owner: 'Group', system: 'System' };
  const found: Record<string, readonly string[]> = {
    kind: [kind],
    namespace: [metadata.namespace ?? 'default'],
    name: [metadata.name],
    specType: words(spec.type),
    lifecycle: words(spec.lifecycle),
    tags: metadata.tags ?? [],
  };
  return Object.entries(entities).every(([field, wanted]) => {
    const any = [wanted ?? []].flat();
    if (field === 'owner' || field === 'system') {
      const same = (ref: string) =>
        fullRef(ref, refs[field], metadata.namespace);
      const own = words(spec[field]).map(same);
      return any.some(ref => own.includes(same(ref)));
    }
    const own = found[field].map(fold);
    return any.some(one => own.includes(fold(one)));
  });
}

/** Whether a policy holds in an environment; a name means its aliases and patterns, too. */
export function appliesToEnvironment(
  { environments: named }: PolicySpec['appliesTo'],
  environment: string,
  environments: Environments,
): boolean {
  if (!named) return true;
  const asked = environments.canonical(environment);
  return environments.resolve(named, [asked]).includes(asked);
}

/** Whether a policy holds in a phase. */
export function appliesToPhase(
  { phases }: PolicySpec['appliesTo'],
  phase: GatePhase,
): boolean {
  return !phases || phases.includes(phase);
}

function fullRef(ref: string, defaultKind: string, defaultNamespace?: string) {
  try {
    const defaults = { defaultKind, defaultNamespace };
    return fold(stringifyEntityRef(parseEntityRef(ref, defaults)));
  } catch {
    return fold(ref);
  }
}
