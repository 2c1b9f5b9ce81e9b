import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import { EntityIndex, type CatalogEntity } from './EntityIndex';
import { MissedRefs } from './MissedRefs';
import type { CatalogReader } from './readCatalog';

/** Called when facts that belonged to nobody may now belong to somebody. */
export type CatalogListener = () => void | Promise<void>;

/** What {@link CatalogSnapshot} needs. */
export interface CatalogSnapshotOptions {
  readonly reader: CatalogReader;
  readonly logger: LoggerService;
  /** `attribution.catalogRefresh`. */
  readonly refreshMs: number;
  /** Milliseconds, for the memory of misses and the pause between two reads. */
  readonly now: () => number;
}

const PAUSE_MS = 1_000;
/** A refresh that a fact asked for begins after the fact is stored, and leaves the catalog in peace in between. */
const SOON = { afterMs: 500, everyMs: 2_000, shareOfTime: 1 / 20 };
const MAX_PROBLEMS_LOGGED = 20;
/** Refs looked up in one call: one page of the catalog. */
const MAX_LOOKUP = 500;

/**
 * The catalog as of the last refresh. Every replica keeps its own: the catalog publishes no change events, and a
 * decision inside a transaction cannot ask anybody.
 */
export class CatalogSnapshot {
  readonly #options: CatalogSnapshotOptions;
  readonly #listeners: CatalogListener[] = [];
  readonly #misses: MissedRefs;
  readonly #stopped = new AbortController();
  #index = new EntityIndex();
  #loaded = false;
  #warned = false;
  #startedAt = -Infinity;
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<boolean> | undefined;
  #soon: Promise<unknown> | undefined;
  #lastReadMs = 0;
  /**
   * How many refreshes still owe the listeners a call. A change owes two: a fact that was judged by the snapshot
   * before it may be committed only after the first call.
   */
  #owed = 0;
  #logged = new Set<string>();

  constructor(options: CatalogSnapshotOptions) {
    this.#options = options;
    this.#misses = new MissedRefs(options.now);
  }

  /** The newest snapshot; empty until the catalog answered for the first time. */
  readonly index = (): EntityIndex => this.#index;

  /** Whether the catalog answered yet: before, nothing can be said to have left it. */
  get isLoaded(): boolean {
    return this.#loaded;
  }

  onChange(listener: CatalogListener): void {
    this.#listeners.push(listener);
  }

  /** Reads at once and then every `refreshMs`, until {@link stop}. The first success is tried for every second. */
  start(): void {
    const { signal } = this.#stopped;
    const loop = async () => {
      while (!signal.aborted) {
        await this.refresh().catch(error => this.#warnOnce(error));
        const pauseMs = this.#loaded ? this.#options.refreshMs : PAUSE_MS;
        await sleep(pauseMs, undefined, { signal, ref: false });
      }
    };
    // The only thing thrown is the end of a pause by stop().
    loop().catch(() => undefined);
  }

  stop(): void {
    this.#stopped.abort();
  }

  /**
   * Reads the catalog anew; resolves, after the listeners, to whether anything relevant changed. One read runs at a
   * time and starts at least a second after the one before; who asks meanwhile shares the next one, never the one
   * under way, which may have passed what the asker just registered. Throws ServiceUnavailableError when the catalog
   * did not answer: the old snapshot stays.
   */
  refresh(): Promise<boolean> {
    this.#next ??= this.#refreshNext();
    return this.#next;
  }

  /**
   * Looks up entities that senders name and the snapshot does not know, so that one registered a second ago works at
   * once. At most 500 at a time; a miss is not asked again for some seconds. Never throws: what could not be looked
   * up is unknown for now.
   */
  async ensureRefs(refs: readonly string[]): Promise<void> {
    const unknown = [...new Set(refs)]
      .filter(ref => !this.#index.get(ref) && !this.#misses.has(ref))
      .slice(0, MAX_LOOKUP);
    if (unknown.length === 0) return;
    try {
      const found = await this.#options.reader.read(unknown);
      for (const entity of found) this.#index.add(entity);
      // The next refresh sees nothing new in them, but older facts may wait for them.
      if (found.length > 0) {
        this.#owed = 2;
        await this.#notify();
      }
    } catch (error) {
      this.#warnOnce(error);
    }
    this.#misses.add(unknown.filter(ref => !this.#index.get(ref)));
  }

  /**
   * Reads the catalog sooner than planned, because a fact matched nothing and its entity may just have been
   * registered. Facts that match nothing may come all day, so reading takes a twentieth of the time at most.
   */
  refreshSoon(): void {
    if (this.#soon) return;
    const quietMs = Math.max(SOON.everyMs, this.#lastReadMs / SOON.shareOfTime);
    const waitMs = Math.max(
      SOON.afterMs,
      this.#startedAt + quietMs - this.#options.now(),
    );
    if (waitMs >= this.#options.refreshMs) return;
    this.#soon = sleep(waitMs, undefined, {
      signal: this.#stopped.signal,
      ref: false,
    })
      .then(() => this.refresh())
      .catch(error => this.#warnOnce(error))
      .finally(() => {
        this.#soon = undefined;
      });
  }

  async #refreshNext(): Promise<boolean> {
    const { signal } = this.#stopped;
    await this.#running.catch(() => undefined);
    const waitMs = this.#startedAt + PAUSE_MS - this.#options.now();
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    this.#next = undefined;
    this.#startedAt = this.#options.now();
    const run = this.#load();
    this.#running = run;
    return run;
  }

  async #load(): Promise<boolean> {
    const before = this.#index;
    const index = new EntityIndex(before);
    let changed = false;
    try {
      for await (const page of this.#options.reader.stream()) {
        for (const entity of page) {
          changed ||= differs(before.get(entity.ref), entity);
          index.add(entity);
        }
      }
    } catch (error) {
      throw new ServiceUnavailableError('Could not read the catalog', error);
    }
    changed ||= index.size !== before.size;
    this.#lastReadMs = this.#options.now() - this.#startedAt;
    this.#index = index;
    this.#loaded = true;
    this.#warned = false;
    this.#misses.clear();
    this.#logProblems(index.problems);
    if (changed) this.#owed = 2;
    await this.#notify();
    return changed;
  }

  async #notify(): Promise<void> {
    if (this.#owed === 0) return;
    try {
      for (const listener of this.#listeners) await listener();
      this.#owed -= 1;
    } catch (error) {
      this.#options.logger.warn(
        `Could not act on a changed catalog, trying again: ${stringifyError(
          error,
        )}`,
      );
    }
  }

  #warnOnce(error: unknown): void {
    if (this.#stopped.signal.aborted || this.#warned) return;
    this.#warned = true;
    this.#options.logger.warn(
      `Facts are attributed by the last known catalog: ${stringifyError(
        error,
      )}`,
    );
  }

  #logProblems(problems: readonly string[]): void {
    for (const problem of problems) {
      if (this.#logged.size >= MAX_PROBLEMS_LOGGED) return;
      if (!this.#logged.has(problem)) this.#options.logger.warn(problem);
      this.#logged.add(problem);
    }
  }
}

/** Whether attribution could see a difference; an etag also changes with what it never reads. */
function differs(before: CatalogEntity | undefined, now: CatalogEntity) {
  if (!before) return true;
  if (before.etag === now.etag && now.etag !== '') return false;
  return stable(before.annotations) !== stable(now.annotations);
}

function stable(annotations: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(annotations).sort());
}
