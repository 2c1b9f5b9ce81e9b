import type {
  Outcome,
  Phase,
  Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  AffectedSetData,
  CacheReportData,
  CheckReportData,
  FlagChangeData,
  InfraEventData,
  ScanReportData,
  TestReportData,
} from './reports';

/** Milliseconds since the Unix epoch, UTC. */
export type Millis = number;

/** A repository's identity: host and path in lower case, without credentials and `.git`. */
export interface RepositoryId {
  readonly host: string;
  readonly path: string;
}

/** What a fact says about whose it is. Attribution decides. */
export interface Subject {
  /** Named by the sender itself, in any case, the namespace possibly left out. */
  readonly entityRef?: string;
  /** `service.name` or `service` of the plain doors; used only where configured. */
  readonly service?: string;
  /** A tool's own key as an annotation of the catalog would hold it, for example `argocd/app-name`. */
  readonly annotations?: readonly {
    readonly key: string;
    readonly value: string;
  }[];
  readonly repository?: RepositoryId;
  /** Sub-path of the repository, named by the sender. */
  readonly path?: string;
  /** Files the change touched, relative to the repository. */
  readonly changedPaths?: readonly string[];
  /** Pipeline or workflow name. */
  readonly pipeline?: string;
}

/** Through which kind of door a fact came: who is believed first is decided per field by the store. */
export type Channel = 'webhook' | 'otlp' | 'plain';

/** One execution of a pipeline. Key: {@link runKey}. */
export interface RunData {
  readonly pipeline?: string;
  readonly attempt?: number;
  readonly result?: Result;
  readonly branch?: string;
  readonly commit?: string;
  /** Pull or merge request, as people write it: `1881`. */
  readonly pullRequest?: string;
  readonly queuedAt?: Millis;
  readonly startedAt?: Millis;
  /**
   * When it left the queue, by a source that can tell. `startedAt` may be earlier: the earliest start of all sources
   * is kept, and some count the waiting in.
   */
  readonly dequeuedAt?: Millis;
  readonly finishedAt?: Millis;
  readonly url?: string;
  /** Whether this ran on the default branch, where the source says so. */
  readonly defaultBranch?: boolean;
  readonly actor?: string;
  /** Hex, 32 characters; set by OTLP only. */
  readonly traceId?: string;
  /** What lists and numbers need of the run's trace; of two, the one of more spans is kept. */
  readonly digest?: TraceDigest;
}

/** The few spans of a run's trace that pipeline health and failure attribution look at. */
export interface TraceDigest {
  /** How many spans of the run it was read off. */
  readonly spans: number;
  /** Those that failed and hold none that failed, by (start, span id); at most 20. */
  readonly failed: readonly DigestSpan[];
  /** Checkouts and caches, by (start, span id); at most 20. */
  readonly steps: readonly DigestStep[];
}

/** A checkout or cache of a {@link TraceDigest}: what stages and hit rates are made of. */
export interface DigestStep {
  /** At most 200 characters. */
  readonly name: string;
  readonly seconds: number;
  readonly result: Result;
  /** `cicd.cache.hit`. */
  readonly cacheHit?: boolean;
}

/** A span that failed, of a {@link TraceDigest}. */
export interface DigestSpan {
  readonly spanId: string;
  /** At most 200 characters. */
  readonly name: string;
  /** Span of the task that it is part of, itself included. */
  readonly taskSpanId?: string;
  readonly startedAt: Millis;
  readonly endedAt: Millis;
  readonly result: Result;
  /** The CI system's own work or waiting, as the emitter says. */
  readonly platform?: true;
  /** What it said about its failure, at most 500 characters. */
  readonly message?: string;
  readonly errorType?: string;
}

/** A job or stage inside a run. Key: {@link taskKey}. Steps live in the trace only. */
export interface TaskData {
  readonly runKey: string;
  readonly name: string;
  readonly stage?: string;
  readonly result?: Result;
  readonly queuedAt?: Millis;
  readonly startedAt?: Millis;
  readonly finishedAt?: Millis;
  readonly url?: string;
  readonly spanId?: string;
}

/** A version reached, or tried to reach, an environment. Key: unique per provider or token. */
export interface DeploymentData {
  /** The sender's id. */
  readonly id: string;
  /** As sent; the store keeps its canonical name. */
  readonly environment: string;
  readonly version?: string;
  readonly commit?: string;
  readonly previousCommit?: string;
  /** Undefined while pending or executing. */
  readonly result?: Result;
  /** The sender's own word for `status`. */
  readonly status: string;
  readonly reachedEnvironment?: boolean;
  readonly startedAt?: Millis;
  readonly finishedAt?: Millis;
  readonly url?: string;
  readonly actor?: string;
  readonly digest?: string;
  /** The sender's id of the deployment that was rolled back or fixed, in the same entity. */
  readonly rollbackOf?: string;
  /** It put an earlier state back, of whatever was there before it: the sender or a rule says so. */
  readonly rollback?: boolean;
  readonly hotfixFor?: string;
  readonly runUrl?: string;
  /** Changes this deployment contains, when the event names them; [] = named, and none. */
  readonly commits?: readonly DeployedCommit[];
}

/** One commit a deployment event names. */
export interface DeployedCommit {
  readonly sha: string;
  readonly committedAt: Millis;
  readonly author?: string;
  readonly merge?: boolean;
}

/** One commit of a push. Key: its SHA. The subject must carry a repository. */
export interface CommitData {
  readonly sha: string;
  /** What a walk follows. A push without parents in its payload names the commit before it in that push. */
  readonly parents: readonly string[];
  readonly committedAt: Millis;
  readonly author?: string;
  readonly merge?: boolean;
  readonly branch?: string;
  readonly title?: string;
  readonly url?: string;
}

/** A pull or merge request. Key: `{host}/{path}#{number}`. */
export interface ChangeData {
  readonly id: string;
  readonly url?: string;
  readonly title?: string;
  readonly author?: string;
  readonly openedAt?: Millis;
  readonly readyAt?: Millis;
  readonly firstReviewAt?: Millis;
  readonly approvedAt?: Millis;
  readonly mergedAt?: Millis;
  readonly closedAt?: Millis;
  readonly headSha?: string;
  readonly mergeSha?: string;
  readonly targetBranch?: string;
}

/** Something was wrong in production. Key: unique per token or provider. */
export interface IncidentData {
  readonly id: string;
  readonly openedAt?: Millis;
  readonly resolvedAt?: Millis;
  readonly severity?: string;
  readonly title?: string;
  readonly url?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly cause?: string;
  /** The sender's id of the deployment that caused it. */
  readonly deploymentId?: string;
}

/** A gate verdict reached elsewhere. */
export interface GateReportData {
  readonly id: string;
  readonly gate: string;
  readonly environment: string;
  readonly version?: string;
  readonly commit?: string;
  readonly deploymentId?: string;
  readonly runUrl?: string;
  readonly phase?: string;
  readonly outcome: Outcome;
  readonly value?: number;
  readonly limit?: number;
  readonly unit?: string;
  readonly summary?: string;
  readonly evidenceUrl?: string;
}

/** Somebody asks whether a version may go to an environment: a deployment protection rule, for example. */
export interface DeploymentRequestData {
  /** The asking system's id. */
  readonly id: string;
  /** As sent; the store keeps its canonical name. */
  readonly environment: string;
  /** As the asking system spells it, which the answer has to repeat. */
  readonly environmentName?: string;
  readonly version?: string;
  readonly commit?: string;
  readonly branch?: string;
  readonly runUrl?: string;
  /** Login of who started the run. */
  readonly actor?: string;
  /** Where the answer goes. Never followed before it is matched against a configured integration. */
  readonly callbackUrl?: string;
  /** Logins of the authors of the commits, where named. */
  readonly authors?: readonly string[];
}

/** Data of each type of fact. */
export interface FactDataByType {
  readonly run: RunData;
  readonly task: TaskData;
  readonly deployment: DeploymentData;
  readonly commit: CommitData;
  readonly change: ChangeData;
  readonly incident: IncidentData;
  readonly 'gate-report': GateReportData;
  readonly 'deployment-request': DeploymentRequestData;
  readonly 'test-report': TestReportData;
  readonly 'scan-report': ScanReportData;
  readonly 'cache-report': CacheReportData;
  readonly 'affected-set': AffectedSetData;
  readonly 'check-report': CheckReportData;
  readonly flag: FlagChangeData;
  readonly event: InfraEventData;
}
/** `run`, `task`, `deployment`, … */
export type FactType = keyof FactDataByType;

/**
 * One thing that happened, in our words, as one sender told it once.
 *
 * Facts with the same type, key and entity are the same thing; the store joins what was said field by field, so that
 * order and repetition change nothing: an absent field says nothing, a present one is weighed by `channel`, then the
 * source's own time `at`, then `phase` (terminal over executing over pending), then its content.
 */
export type Fact = {
  readonly [T in FactType]: {
    readonly type: T;
    readonly key: string;
    readonly subject: Subject;
    readonly channel: Channel;
    /** When the source says this became so; 0 when it gives no time. Never the time of arrival. */
    readonly at: Millis;
    readonly phase: Phase;
    readonly data: FactDataByType[T];
    /** Token name of the sender, shown wherever the fact is shown. */
    readonly reportedBy?: string;
    /**
     * The trace it was read off as a whole, and how many spans of it were known. Of what one trace says of a thing, the
     * account that knew most spans stands alone: what a part of the trace said before is forgotten.
     */
    readonly trace?: { readonly id: string; readonly spans: number };
  };
}[FactType];

/** A {@link Fact} of one type. */
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;
