const FORGET_AFTER_MS = 5_000;
const MAX_REMEMBERED = 10_000;

/** Refs that the catalog did not know a moment ago, so that a wrong ref in every message does not ask every time. */
export class MissedRefs {
  readonly #now: () => number;
  /** Oldest first, as a Map keeps the order of insertion. */
  readonly #missedAt = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  has(ref: string): boolean {
    const missedAt = this.#missedAt.get(ref);
    return missedAt !== undefined && this.#now() - missedAt < FORGET_AFTER_MS;
  }

  add(refs: readonly string[]): void {
    for (const ref of refs) {
      this.#missedAt.delete(ref);
      this.#missedAt.set(ref, this.#now());
    }
    for (const oldest of this.#missedAt.keys()) {
      if (this.#missedAt.size <= MAX_REMEMBERED) return;
      this.#missedAt.delete(oldest);
    }
  }

  clear(): void {
    this.#missedAt.clear();
  }
}
