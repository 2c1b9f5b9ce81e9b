import { ConflictError, InputError } from '@backstage/errors';
import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';

/** The systems this backend understands: the built-in ones and those of modules. */
export interface SourceRegistry {
  /** Throws ConflictError when a source with the same id is already there. */
  add(source: Source): void;
  list(): readonly Source[];
  /**
   * Source instances as configured: the answer tells which source understands deliveries with a source id. Throws
   * InputError naming the key when an instance has a type nobody understands.
   */
  instances(config: {
    readonly sources: Readonly<Record<string, { readonly type: string }>>;
  }): (sourceId: string) => Source | undefined;
}

/** Source ids of the plain doors are `plain/{token name}`. */
const PLAIN_PREFIX = 'plain/';

/** Makes a {@link SourceRegistry} that starts with the given sources. */
export function createSourceRegistry(
  builtin: readonly Source[],
): SourceRegistry {
  const byId = new Map(builtin.map(source => [source.id, source]));
  return {
    add(source) {
      if (byId.has(source.id)) {
        throw new ConflictError(
          `There is already a Quality Gates source with the id ${source.id}`,
        );
      }
      byId.set(source.id, source);
    },
    list: () => [...byId.values()],
    instances({ sources }) {
      for (const [id, { type }] of Object.entries(sources)) {
        if (!byId.has(type)) {
          const known = [...byId.keys()].filter(key => key !== 'plain');
          throw new InputError(
            `Wrong configuration: qualityGates.sources.${id}.type: no source of type ${type}, known are ${known.join(
              ', ',
            )}`,
          );
        }
      }
      return sourceId =>
        sourceId.startsWith(PLAIN_PREFIX)
          ? byId.get('plain')
          : byId.get(sources[sourceId]?.type);
    },
  };
}
