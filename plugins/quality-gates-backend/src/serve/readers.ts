/**
 * What serving needs of the rest, as it needs it. The wiring hands in the readers of dora, pipelines, gates and
 * attribution, and the store for the two lists that are its own rows. Instants are milliseconds since the epoch.
 */
import type {
  DeliveryInfo,
  Deployable,
  Deployment,
  DoraReport,
  EffectivePolicy,
  EnvironmentState,
  Evaluation,
  EvaluationRequest,
  Gate,
  GateOutcome,
  Incident,
  LintAnswer,
  NoticeInfo,
  Page,
  PipelineReport,
  PolicySummary,
  Run,
  RunDetail,
  Setup,
  Trace,
  Unmapped,
  Verdict,
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
        /** Only failed runs of this verdict; a page may then hold fewer than `limit`. */
        readonly attribution?: Verdict;
        readonly scope?: 'default-branch' | 'pull-request';
      },
    ): Promise<Page<Run>>;
    readRun(entityRef: string, runId: string): Promise<RunDetail | undefined>;
    readTrace(entityRef: string, runId: string): Promise<Trace | undefined>;
  };
  readonly pipelines: {
    readPipelines(query: {
      readonly entityRef: string;
      readonly from?: number;
      readonly to?: number;
      readonly timezone?: string;
    }): Promise<PipelineReport>;
  };
  readonly gates: {
    listGates(query: GateQuery): Promise<Page<Gate>>;
    listOutcomes(
      query: GateQuery & { readonly gate: string },
    ): Promise<Page<GateOutcome>>;
  };
  readonly evaluations: {
    /** Throws ConflictError when the key was used for another question. */
    ask(asked: AskedQuestion): Promise<{
      readonly evaluation: Evaluation;
      readonly created: boolean;
    }>;
    /** Undefined when there is no evaluation with the id. */
    entityOf(id: string): Promise<string | undefined>;
    /** Throws NotFoundError. */
    placeOf(id: string): Promise<{ readonly environment: string }>;
    canIDeploy(question: {
      readonly entityRef: string;
      readonly environment: string;
      readonly version: string;
      readonly phase: Evaluation['phase'];
    }): Promise<Evaluation>;
    /** What somebody does about an evaluation; the one that holds then. `body` fits the change. */
    change(
      what:
        | 'approve'
        | 'waive'
        | 'breakGlass'
        | 'invalidate'
        | 'rerun'
        | 'claim',
      id: string,
      person: { readonly ref: string; readonly groups: readonly string[] },
      body: unknown,
    ): Promise<Evaluation>;
    read(
      id: string,
      options: { readonly waitMs: number; readonly signal: AbortSignal },
    ): Promise<Evaluation | undefined>;
    list(
      query: GateQuery & {
        readonly version?: string;
        readonly phase?: Evaluation['phase'];
      },
    ): Promise<Page<Evaluation>>;
  };
  readonly versions: {
    listEnvironments(entityRef: string): Promise<EnvironmentState[]>;
    readDeployable(
      entityRef: string,
      environment?: string,
    ): Promise<Deployable>;
  };
  readonly policies: {
    readEffective(
      entityRef: string,
      environment: string,
    ): Promise<EffectivePolicy>;
    list(): PolicySummary[];
    lint(draft: unknown): LintAnswer;
    schema(): Record<string, unknown>;
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

/** A question, and who asks it. */
export interface AskedQuestion {
  readonly question: Omit<EvaluationRequest, 'dryRun' | 'requestedBy'> & {
    /** The span that asks, as W3C Trace Context writes it. */
    readonly traceparent?: string;
    readonly requestedBy: Evaluation['requestedBy'];
  };
  readonly dryRun?: boolean;
  /** `Idempotency-Key`, which is that sender's alone. */
  readonly key?: string;
  /** Ref of a user, subject of a service, name of a token. */
  readonly who: string;
}
