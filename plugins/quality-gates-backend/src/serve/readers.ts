/**
 * What serving needs of the rest, as it needs it. The wiring hands in the readers of dora, pipelines, gates and
 * attribution, and the store for the two lists that are its own rows. Instants are milliseconds since the epoch.
 */
import type {
  DeliveryInfo,
  Deployment,
  DoraReport,
  Gate,
  GateOutcome,
  Incident,
  NoticeInfo,
  Page,
  Run,
  RunDetail,
  Setup,
  Trace,
  Unmapped,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** Which page of a list. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** Which part of an entity's history; from inclusive, to exclusive. No environments = the reader's default. */
export interface HistoryQuery extends PageQuery {
  readonly entityRef: string;
  readonly environments: readonly string[];
  readonly from?: number;
  readonly to?: number;
}

/** Which report; what is left out has its default. */
export interface ReportQuery {
  /** More than one = pooled. */
  readonly entityRefs: readonly string[];
  readonly environments: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly timezone?: string;
  readonly bucket?: 'day' | 'week' | 'month';
  readonly countBy?: 'version';
  /** Null = no bands; undefined = as configured. */
  readonly benchmarkYear?: number | null;
  readonly compare?: 'previous';
}

/** A delivery as it is kept. */
export interface DeliveryRecord {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly state: DeliveryInfo['state'];
  readonly reason: string | null;
  readonly facts: readonly {
    readonly type: string;
    readonly key: string;
    readonly entityRefs: readonly string[];
  }[];
  readonly receivedAt: number;
  readonly processedAt: number | null;
}

/** Everything that routes read from or act on. */
export interface Readers {
  readonly dora: { readDora(query: ReportQuery): Promise<DoraReport> };
  readonly history: {
    listDeployments(query: HistoryQuery): Promise<Page<Deployment>>;
    listIncidents(query: HistoryQuery): Promise<Page<Incident>>;
  };
  readonly runs: {
    listRuns(
      query: PageQuery & {
        readonly entityRef: string;
        readonly from?: number;
        readonly to?: number;
        readonly branch?: string;
        readonly pipeline?: string;
        readonly result?: string;
      },
    ): Promise<Page<Run>>;
    readRun(entityRef: string, runId: string): Promise<RunDetail | undefined>;
    readTrace(entityRef: string, runId: string): Promise<Trace | undefined>;
  };
  readonly gates: {
    listGates(query: GateQuery): Promise<Page<Gate>>;
    listOutcomes(
      query: GateQuery & { readonly gate: string },
    ): Promise<Page<GateOutcome>>;
  };
  readonly unmapped: {
    listUnmapped(
      query: PageQuery & { readonly reason?: string },
    ): Promise<Page<Unmapped>>;
  };
  readonly deliveries: {
    listDeliveries(
      query: PageQuery & {
        readonly state?: DeliveryInfo['state'];
        readonly source?: string;
      },
    ): Promise<{
      readonly rows: readonly DeliveryRecord[];
      readonly nextCursor: string | null;
    }>;
    /** False when there is no such delivery, or its bytes are gone. */
    replayDelivery(id: string): Promise<boolean>;
    /** How many deliveries, or with the source `otlp` traces, are understood again; all that arrived in [from, to). */
    replayDeliveries(query: {
      readonly source: string;
      readonly from?: number;
      readonly to?: number;
      readonly state?: DeliveryInfo['state'];
    }): Promise<number>;
  };
  readonly outbox: {
    listNotices(
      query: PageQuery & { readonly state?: NoticeInfo['state'] },
    ): Promise<{
      readonly rows: readonly (Omit<NoticeInfo, 'createdAt' | 'nextAt'> & {
        readonly createdAt: number;
        readonly nextAt: number;
      })[];
      readonly nextCursor: string | null;
    }>;
    /** False when there is no such notice that failed. */
    retryNotice(id: string): Promise<boolean>;
  };
  readonly facts: {
    /** When the first fact of each type arrived. */
    readFirstFacts(
      entityRef: string,
    ): Promise<Readonly<Record<string, number | undefined>>>;
    /** In promotion order: those configured and those its facts name. */
    listEnvironments(entityRef: string): Promise<Setup['environments']>;
  };
  readonly catalog: {
    /** Reads the catalog anew and attributes again what that changed; whether anything did. */
    refresh(): Promise<boolean>;
  };
  readonly settings: Pick<Setup, 'timezone' | 'benchmarkYear'>;
}

/** Which gate outcomes. */
export interface GateQuery extends PageQuery {
  readonly entityRef: string;
  readonly environments: readonly string[];
}
