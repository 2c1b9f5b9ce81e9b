import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { QualityGatesConfig } from '../config';
import { readAllowedEntities } from './allowedEntities';
import { canonicalRef, createAttribute } from './attribute';
import { CatalogSnapshot, type CatalogListener } from './CatalogSnapshot';
import type { EntityIndex } from './EntityIndex';
import { createCatalogReader } from './readCatalog';
import type { Attribute } from './types';

/** Fact to entities, and the catalog snapshot behind it. */
export interface CatalogAttribution {
  /** Decides by the snapshot at hand; synchronous. */
  readonly attribute: Attribute;
  /** Looks up entities that senders name (in any form) and the snapshot does not know. Never throws. */
  ensureRefs(refs: Iterable<string>): Promise<void>;
  /** Whether the entity is in the snapshot. */
  knows(entityRef: string): boolean;
  /**
   * Those that are not in the catalog, of up to 500 refs as facts are stored under. The catalog is asked about them
   * once more: another replica may know an entity that was registered since this one's snapshot. Before the first
   * snapshot there are none.
   */
  findGone(entityRefs: readonly string[]): Promise<string[]>;
  /** Repositories of a host that entities claim, as of the snapshot. */
  readonly repositoriesOf: (
    host: string,
  ) => ReturnType<EntityIndex['repositoriesOf']>;
  /** See {@link CatalogSnapshot.refresh}. */
  refresh(): Promise<boolean>;
  /** See {@link CatalogSnapshot.refreshSoon}. */
  refreshSoon(): void;
  /**
   * Calls the listener in a refresh that found something new, and once more in the next one. A listener that throws
   * is called again.
   */
  onChange(listener: CatalogListener): void;
  start(): void;
  stop(): void;
}

/** What {@link createAttribution} needs. */
export interface AttributionOptions {
  readonly catalog: CatalogService;
  readonly auth: AuthService;
  readonly logger: LoggerService;
  readonly config: Pick<QualityGatesConfig, 'attribution' | 'ingest'>;
  readonly now: () => number;
}

/** Attribution over the Backstage catalog. It knows nothing until {@link CatalogAttribution.start}. */
export function createAttribution(
  options: AttributionOptions,
): CatalogAttribution {
  const { catalog, auth, logger, config, now } = options;
  const snapshot = new CatalogSnapshot({
    reader: createCatalogReader({ catalog, auth }),
    logger,
    refreshMs: config.attribution.catalogRefresh,
    now,
  });
  const knows = (ref: string) => snapshot.index().get(ref) !== undefined;
  return {
    attribute: createAttribute({
      index: snapshot.index,
      serviceName: config.attribution.serviceName,
      mayReportFor: readAllowedEntities(config.ingest.tokens),
    }),
    ensureRefs: refs =>
      snapshot.ensureRefs([...refs].flatMap(ref => canonicalRef(ref) ?? [])),
    knows,
    async findGone(refs) {
      if (!snapshot.isLoaded) return [];
      const absent = refs.filter(ref => !knows(ref));
      await snapshot.ensureRefs(absent);
      return absent.filter(ref => !knows(ref));
    },
    repositoriesOf: host => snapshot.index().repositoriesOf(host),
    refresh: () => snapshot.refresh(),
    refreshSoon: () => snapshot.refreshSoon(),
    onChange: listener => snapshot.onChange(listener),
    start: () => snapshot.start(),
    stop: () => snapshot.stop(),
  };
}
