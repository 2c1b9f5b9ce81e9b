import { ConflictError, InputError } from '@backstage/errors';
import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';

/** Which source understands deliveries with this source id and kind; undefined = none. */
export type SourceOf = (sourceId: string, kind: string) => Source | undefined;

/** The systems this backend understands: the built-in ones and those of modules. */
export interface SourceRegistry {
  /** Throws ConflictError when a source with the same id is already there. */
  add(source: Source): void;
  list(): readonly Source[];
  /**
   * Source instances as configured: the answer tells which source understands deliveries with a source id, and of
   * files with a kind. Types that gates ask deliver nothing. Throws InputError naming the key when an instance has a
   * type that nobody understands or asks.
   */
  instances(
    config: {
      readonly sources: Readonly<Record<string, { readonly type: string }>>;
    },
    askedTypes?: readonly string[],
  ): SourceOf;
}

/** Source ids of the plain doors are `plain/{token name}`. */
const PLAIN_PREFIX = 'plain/';
/** Kinds of deliveries that are files are `files/{format}`. */
const FILE_PREFIX = 'files/';

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
    instances({ sources }, askedTypes = []) {
      for (const [id, { type }] of Object.entries(sources)) {
        if (!byId.has(type) && !askedTypes.includes(type)) {
          const delivering = [...byId.values()]
            .filter(source => source.id !== 'plain' && !formatOf(source))
            .map(({ id: key }) => key);
          const known = new Set([...delivering, ...askedTypes]);
          throw new InputError(
            `Wrong configuration: qualityGates.sources.${id}.type: no source of type ${type}, known are ${[
              ...known,
            ].join(', ')}`,
          );
        }
      }
      const byFormat = new Map(
        [...byId.values()].map(source => [formatOf(source), source]),
      );
      return (sourceId, kind) => {
        if (!sourceId.startsWith(PLAIN_PREFIX)) {
          return byId.get(sources[sourceId]?.type);
        }
        return kind.startsWith(FILE_PREFIX)
          ? byFormat.get(kind.slice(FILE_PREFIX.length))
          : byId.get('plain');
      };
    },
  };
}

function formatOf({ ingress }: Source): string | undefined {
  return ingress.find(one => one.type === 'file')?.format;
}
