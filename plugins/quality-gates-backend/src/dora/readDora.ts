import { InputError } from '@backstage/errors';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Store } from '../store/types';
import { doraReport } from './doraReport';
import { readDeploymentsNamed } from './readDeploymentsNamed';
import { previousWindow, readWindow, type DoraWindow } from './readWindow';
import type { DoraFacts, DoraQuery, IncidentLinkRule } from './types';

const HOUR_MS = 3_600_000;
/**
 * How far before a window deployments are read: incidents of the window link back, versions spread over regions, and
 * returns to a commit are told from new ones.
 */
const LOOK_BACK_MS = 30 * 24 * HOUR_MS;
/** Entities of one report at most. */
const MAX_ENTITIES = 200;

/** What the readers of this folder need of the rest. */
export interface DoraReaderOptions {
  readonly store: Pick<
    Store,
    | 'readChangeLeads'
    | 'readDeploymentHistory'
    | 'readEnvironments'
    | 'readIncidentHistory'
  >;
  /** Names as configured; none asked = those of tier production. */
  readonly environments: {
    resolve(asked: readonly string[], stored: readonly string[]): string[];
  };
  readonly config: {
    readonly timezone: string;
    readonly dora: {
      readonly incidentLink: IncidentLinkRule;
      readonly benchmarkYear: number | null;
    };
  };
  /** Milliseconds since the epoch; decides where the default window ends. */
  readonly now: () => number;
}

/** Which report. Instants are milliseconds; what is left out has its default. */
export interface DoraReportQuery {
  /** Lower-case refs, 1 to 200; more than one = pooled. */
  readonly entityRefs: readonly string[];
  /** Names or aliases; none = all of tier production. */
  readonly environments?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly timezone?: string;
  /** Of the series; default `day`. */
  readonly bucket?: 'day' | 'week' | 'month';
  readonly countBy?: 'version';
  /** Null = no bands; default as configured. */
  readonly benchmarkYear?: number | null;
  readonly compare?: 'previous';
}

/** Reads {@link DoraReport}s from the store. */
export interface DoraReader {
  /** Throws InputError for a window, zone or number of entities that cannot be answered. */
  readDora(query: DoraReportQuery): Promise<DoraReport>;
}

/** See {@link DoraReader}. */
export function createDoraReader(options: DoraReaderOptions): DoraReader {
  const { store } = options;
  return {
    async readDora(asked) {
      const entityRefs = readEntityRefs(asked.entityRefs);
      const timezone = asked.timezone ?? options.config.timezone;
      const window = readWindow({ ...asked, timezone }, options.now());
      const stored = await store.readEnvironments(entityRefs);
      const query: DoraQuery = {
        ...window,
        ...readSettings(options, asked),
        entityRefs,
        environments: options.environments.resolve(asked.environments ?? [], [
          ...new Set([...stored.values()].flat()),
        ]),
      };
      const previous =
        asked.compare === 'previous' ? previousWindow(window) : undefined;
      const facts = await readFacts(store, {
        query,
        from: previous?.from ?? window.from,
        mapped: new Set(stored.keys()),
      });
      const report = doraReport(facts, query);
      return previous
        ? { ...report, previous: numbersOf(facts, query, previous) }
        : report;
    },
  };
}

/** What the query may leave to the defaults. */
function readSettings(
  { config: { dora } }: DoraReaderOptions,
  asked: DoraReportQuery,
): Pick<DoraQuery, 'bucket' | 'countBy' | 'benchmarkYear' | 'incidentLink'> {
  const { bucket = 'day', countBy, benchmarkYear = dora.benchmarkYear } = asked;
  return { bucket, countBy, benchmarkYear, incidentLink: dora.incidentLink };
}

function readEntityRefs(asked: readonly string[]): string[] {
  const entityRefs = [...new Set(asked)];
  if (entityRefs.length === 0 || entityRefs.length > MAX_ENTITIES) {
    throw new InputError(`entityRef: must be given 1 to ${MAX_ENTITIES} times`);
  }
  return entityRefs;
}

/** Everything two adjacent reports are made of, in three reads. */
async function readFacts(
  store: DoraReaderOptions['store'],
  options: {
    readonly query: DoraQuery;
    readonly from: number;
    readonly mapped: ReadonlySet<string>;
  },
): Promise<DoraFacts> {
  const { query, from, mapped } = options;
  const { entityRefs, environments, incidentLink, to } = query;
  const linkMs = incidentLink.withinHours * HOUR_MS;
  const since = from - Math.max(LOOK_BACK_MS, linkMs);
  const [recent, changes] = await Promise.all([
    store.readDeploymentHistory({ entityRefs, since }),
    store.readChangeLeads({
      entityRefs,
      environments,
      // A change of several entities counts where it was deployed first, which may be before the window.
      from: entityRefs.length > 1 ? since : from,
      to,
    }),
  ]);
  const incidents = await store.readIncidentHistory({
    entityRefs,
    since: from,
    deploymentIds: [...new Set(recent.map(({ id }) => id))],
  });
  const deployments = await readDeploymentsNamed(store, {
    entityRefs,
    recent,
    since,
    incidents: incidents.filter(({ openedAt }) => openedAt < to),
  });
  return { deployments, changes, incidents, mapped };
}

function numbersOf(
  facts: DoraFacts,
  query: DoraQuery,
  window: DoraWindow,
): NonNullable<DoraReport['previous']> {
  const report = doraReport(facts, { ...query, ...window });
  return {
    window: report.window,
    deploymentFrequency: report.deploymentFrequency,
    attempts: report.attempts,
    changeLeadTime: report.changeLeadTime,
    changeFailRate: report.changeFailRate,
    recoveryTime: report.recoveryTime,
    reworkRate: report.reworkRate,
  };
}
