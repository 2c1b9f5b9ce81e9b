import { QUALITY_GATES_ANNOTATIONS } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { RepositoryId } from '@quality-gates/backstage-plugin-quality-gates-node';
import { readPipelinePattern, type PipelinePattern } from './pipelinePattern';
import { commaList, repositoryClaims, repositoryKey } from './repositoryClaims';
import { RepositoryOwners } from './RepositoryOwners';

/** What attribution reads of an entity. */
export interface CatalogEntity {
  /** Lower case, `kind:namespace/name`. */
  readonly ref: string;
  /** Lower case. */
  readonly kind: string;
  readonly name: string;
  readonly etag: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** An entity that facts may fall to without being named. */
export interface Owner {
  readonly ref: string;
  /** Undefined = it claims no pipelines by name. */
  readonly pipeline?: PipelinePattern;
  /**
   * Components, and what carries an annotation of ours, come first. The others are asked only when there is none of
   * the first: an API declared beside its component has the same source location and should not make it ambiguous.
   */
  readonly first: boolean;
}

/** Kinds that own facts by their annotations. Any kind may be named by a sender. */
export const OWNING_KINDS: ReadonlySet<string> = new Set([
  'component',
  'resource',
  'api',
  'system',
]);

/**
 * The catalog as attribution asks it: one look-up a question, whatever the catalog's size. Filled entity by entity, so
 * that a large catalog never holds up the event loop; built anew for each snapshot, so nothing is ever taken out.
 */
export class EntityIndex {
  readonly #entities = new Map<string, CatalogEntity>();
  readonly #repositories = new Map<string, RepositoryOwners>();
  readonly #owners: { owner: Owner; entity: CatalogEntity }[] = [];
  /** By key and value; only for keys somebody asked for, as most annotations of a catalog are never asked for. */
  readonly #annotations = new Map<string, Map<string, Owner[]>>();
  readonly #names = new Map<string, Owner[]>();
  readonly #problems: string[] = [];

  /** @param before - The snapshot before: what was asked of it is kept ready, as it will be asked again. */
  constructor(before?: EntityIndex) {
    const asked = before ? before.#annotations.keys() : [];
    for (const annotation of asked) {
      this.#annotations.set(annotation, new Map());
    }
  }

  /** Entities known. */
  get size(): number {
    return this.#entities.size;
  }

  /** Sentences about annotations that cannot be used, for the log. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  get(ref: string): CatalogEntity | undefined {
    return this.#entities.get(ref);
  }

  add(entity: CatalogEntity): void {
    this.#entities.set(entity.ref, entity);
    if (!OWNING_KINDS.has(entity.kind)) return;
    const owner = this.#ownerOf(entity);
    if (entity.kind === 'component') {
      append(this.#names, entity.name.toLocaleLowerCase('en-US'), owner);
    }
    this.#owners.push({ owner, entity });
    for (const [annotation, values] of this.#annotations) {
      addValues(values, entity.annotations[annotation], owner);
    }
    // A system has no source of its own; its location is that of the file that declares it.
    if (entity.kind === 'system') return;
    for (const claim of repositoryClaims(entity.annotations)) {
      const key = repositoryKey(claim.repository);
      const owners = this.#repositories.get(key) ?? new RepositoryOwners();
      this.#repositories.set(key, owners);
      owners.add(owner, claim.subPaths);
    }
  }

  /** Who has this value, alone or in a comma list, of an annotation. */
  byAnnotation(annotation: string, value: string): readonly Owner[] {
    let values = this.#annotations.get(annotation);
    if (!values) {
      values = new Map();
      for (const { owner, entity } of this.#owners) {
        addValues(values, entity.annotations[annotation], owner);
      }
      this.#annotations.set(annotation, values);
    }
    return preferFirst(values.get(value.trim()) ?? []);
  }

  /** Components of this name in any namespace; case ignored. */
  byName(name: string): readonly Owner[] {
    return this.#names.get(name.trim().toLocaleLowerCase('en-US')) ?? [];
  }

  /** Repositories of a host that entities claim, and who they are; sorted by path. */
  repositoriesOf(
    host: string,
  ): (RepositoryId & { readonly entityRefs: readonly string[] })[] {
    const prefix = repositoryKey({ host, path: '' });
    return [...this.#repositories]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, owners]) => ({
        host,
        path: key.slice(prefix.length),
        entityRefs: owners.all().map(({ ref }) => ref),
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  byRepository(repository: RepositoryId): RepositoryOwners | undefined {
    return this.#repositories.get(repositoryKey(repository));
  }

  #ownerOf(entity: CatalogEntity): Owner {
    const { pipeline: key, path } = QUALITY_GATES_ANNOTATIONS;
    const { annotations } = entity;
    const first =
      entity.kind === 'component' || key in annotations || path in annotations;
    if (!(key in annotations)) return { ref: entity.ref, first };
    const pattern = readPipelinePattern(annotations[key]);
    if (typeof pattern === 'function') {
      return { ref: entity.ref, first, pipeline: pattern };
    }
    this.#problems.push(
      `Annotation ${key} of ${entity.ref} ${pattern.problem}; it matches no pipeline`,
    );
    return { ref: entity.ref, first, pipeline: () => false };
  }
}

/** Those that come first, or all when none does. */
export function preferFirst(owners: readonly Owner[]): readonly Owner[] {
  if (owners.length < 2) return owners;
  const first = owners.filter(owner => owner.first);
  return first.length > 0 ? first : owners;
}

function addValues(
  values: Map<string, Owner[]>,
  text: string | undefined,
  owner: Owner,
): void {
  if (text === undefined) return;
  for (const value of new Set([text.trim(), ...commaList(text)])) {
    append(values, value, owner);
  }
}

function append(map: Map<string, Owner[]>, key: string, owner: Owner): void {
  const list = map.get(key);
  if (list) list.push(owner);
  else map.set(key, [owner]);
}
