import { HumanDuration } from '@backstage/types';

export interface Config {
  /**
   * Quality Gates. Every key is optional; an unknown or wrong one stops the start with its full name.
   */
  qualityGates?: {
    /** IANA zone of calendar buckets and scorecard windows. Default: UTC. */
    timezone?: string;
    /**
     * Environments in promotion order; names match case-insensitively.
     * Default: staging (stage, stg) and production (prod, live, production-*).
     */
    environments?: Array<{
      name: string;
      tier?: 'development' | 'test' | 'staging' | 'production';
      /** Other names. One with `*` groups environments without renaming them. */
      aliases?: string[];
    }>;
    ingest?: {
      /** Tokens of the machine doors; several at once for rotation. */
      tokens?: Array<{
        /** Shown wherever facts of this token are shown. */
        name: string;
        /**
         * At least 8 characters.
         * @visibility secret
         */
        token: string;
        /** Default: ingest. */
        allow?: Array<'ingest' | 'evaluate'>;
        /** Doors it may use (`otlp`, `deployments`, `files`, …). Default: all. */
        sources?: string[];
        /** Patterns of entity references it may report for. Default: all. */
        entities?: string[];
      }>;
      /** Limit of one body, also after decompression. Default: 64. */
      maxBodyMiB?: number;
      /** Per token, with a burst of twice as many; 0 switches the limit off. Default: 200. */
      requestsPerSecond?: number;
      /**
       * That read OTLP traces beside the portal's own thread; with 0 it reads them itself, and checkpoints of SQLite have
       * no thread either. Default: 1.
       */
      threads?: number;
    };
    /** Systems we hear from; the key is `{source}` in `/webhooks/{source}`. */
    sources?: {
      [id: string]: {
        /** Which source understands it, for example `github`. */
        type: string;
        /**
         * Where gates ask it, and where Argo CD is asked about its applications; its path is kept. Credentials belong
         * into `headers`.
         * @visibility secret
         */
        url?: string;
        /** Where people open it, when that is another place than `url`. */
        linkUrl?: string;
        /**
         * Sent with every question of a gate, and of a poll of Argo CD.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /** How long a gate waits for one answer. Default: 10 seconds. */
        timeout?: HumanDuration | string;
        /** Whether `url` may lead to an address that is not public. Default: false. */
        allowPrivateAddress?: boolean;
        webhook?: {
          /**
           * Each proves a delivery; several at once for rotation.
           * @visibility secret
           */
          secrets?: string[];
        };
        /**
         * Ask the system besides: for commits of deployments, pull requests, applications. GitHub and GitLab are asked
         * with the credentials of `integrations`. Left out, it is never asked.
         */
        poll?: {
          /** Default: 10 minutes. */
          every?: HumanDuration;
          /** Requests of one run; the next one goes on. Default: 500. */
          requestsPerRun?: number;
        };
        /**
         * Also take the deliveries that come through Backstage's events service, topic `github`. The module that
         * publishes them has to prove them. Default: false.
         */
        events?: boolean;
        /** GitHub and GitLab: whose repositories are asked about. Default: github.com, gitlab.com. */
        host?: string;
        /**
         * Argo CD: sent as a bearer token.
         * @visibility secret
         */
        token?: string;
      };
    };
    attribution?: {
      /** Whether `service.name` names a component. Default: true. */
      serviceName?: boolean;
      /** How often the catalog is read. Default: 60 seconds. */
      catalogRefresh?: HumanDuration;
    };
    /** What names mean, where events do not say. Patterns are regular expressions. */
    rules?: {
      deployments?: Array<{
        match: { workflow?: string; job?: string };
        environment: string;
      }>;
      /** Workflows whose deployments put an earlier state back. With both, both must match. */
      rollbacks?: Array<{ match: { workflow?: string; job?: string } }>;
      /**
       * Jobs that are gates: the group `gate` names it, else the job's whole name. Where `environment` is left out, a
       * group of that name says where.
       */
      gates?: Array<{ jobName: string; environment?: string }>;
      stages?: Array<{ match: string; stage: string }>;
    };
    pipelines?: {
      /** What a pipeline may cost before it is alerted, see docs/pipelines.md. Ratios are 0 to 1. */
      thresholds?: {
        /** Default: 15 minutes. */
        pullRequestP95?: HumanDuration;
        /** Of a test suite. Default: 5 minutes. */
        suiteP95?: HumanDuration;
        /** On the default branch, without the platform's failures. Default: 0.1. */
        failureRatio?: number;
        /** Default: 3 minutes. */
        queueMedian?: HumanDuration;
        /** At least. Default: 0.6. */
        cacheHitRatio?: number;
        /** From the push to the end of the first job. Default: 10 minutes. */
        feedbackP95?: HumanDuration;
        /** From opened to merged. Default: 1 day. */
        changeCycleMedian?: HumanDuration;
        /** Default: 0.01. */
        flakyRatio?: number;
        /** Default: 10 minutes. */
        securityGateLatencyP95?: HumanDuration;
        /** At least. Default: 0.8. */
        selfServiceRatio?: number;
        /** Growth of the p95 against the window before. Default: 0.2. */
        regressionRatio?: number;
      };
      /** What a minute of a job costs; the first pattern that matches the job's name decides. Default: 1. */
      runnerMultipliers?: Array<{ match: string; factor: number }>;
    };
    dora?: {
      /** How an incident without a deployment id finds the deployment that caused it. */
      incidentLink?: {
        /** The latest production deployment within this many hours; 0 = never guess. Default: 24. */
        withinHours?: number;
        /** Incidents whose cause or label has one of these values are not linked by time. */
        excludeLabels?: { [label: string]: string[] };
      };
      /** Bands of this report; `none` shows none. Default: 2023. */
      benchmarkYear?: 2023 | 'none';
    };
    /** Gate policies. */
    policies?: Array<unknown>;
    overrides?: {
      allowWithoutPermissions?: boolean;
    };
    calendars?: {
      [name: string]: Array<{ from: string; to: string; reason?: string }>;
    };
    notify?: {
      /** Facts older than this on arrival cause no action. Default: 15 minutes. */
      maxAge?: HumanDuration;
      channels?: {
        [name: string]: {
          type: string;
          /** @visibility secret */
          webhookUrl?: string;
        };
      };
    };
    /** Link into the trace backend; `${traceId}` is replaced. */
    traceUrlTemplate?: string;
    logs?: {
      /** Patterns that are masked in log excerpts. */
      mask?: string[];
    };
    readiness?: {
      levels?: Array<{ name: string; min: number; requires?: string[] }>;
      weights?: { [check: string]: number };
      checks?: { [check: string]: object };
      declarative?: Array<unknown>;
    };
    /** Groups that run the platform. */
    platformTeams?: string[];
    retention?: {
      deliveries?: HumanDuration;
      traces?: HumanDuration;
      tasks?: HumanDuration;
      facts?: HumanDuration;
    };
  };
}
