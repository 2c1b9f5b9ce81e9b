import type { Owner } from './EntityIndex';

/** The entities of one repository, by the folders they claim. */
export class RepositoryOwners {
  readonly #folders = new Map<string, Set<Owner>>();
  readonly #owners = new Set<Owner>();
  #anyFirst = false;

  add(owner: Owner, subPaths: readonly string[]): void {
    this.#owners.add(owner);
    this.#anyFirst ||= owner.first;
    for (const path of subPaths) {
      const there = this.#folders.get(path) ?? new Set();
      this.#folders.set(path, there.add(owner));
    }
  }

  /** Everyone of the repository who may own facts; see {@link Owner.first}. */
  all(): Owner[] {
    return this.#deciding(this.#owners);
  }

  /** Who claims the longest folder that `path` (comparable, see subPath) lies in; several when they share it. */
  ofPath(path: string): Owner[] {
    for (let folder = path; ; folder = folder.slice(0, cut(folder))) {
      const owners = this.#deciding(this.#folders.get(folder) ?? []);
      if (owners.length > 0 || folder === '') return owners;
    }
  }

  #deciding(owners: Iterable<Owner>): Owner[] {
    return [...owners].filter(owner => owner.first || !this.#anyFirst);
  }
}

function cut(path: string): number {
  return Math.max(path.lastIndexOf('/'), 0);
}
