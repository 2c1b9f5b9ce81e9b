import type { DateTime } from 'luxon';

/** A component of the example catalog and how it is delivered. */
export interface ExampleComponent {
  readonly name: string;
  readonly repository: ExampleRepository;
  /** Sub-path of a shared repository. */
  readonly path?: string;
  readonly pipeline: string;
  readonly jobs: readonly ExampleJob[];
  /** Major version it has reached. */
  readonly major: number;
  /** ISO weekdays (1 = Monday) on which production is deployed. */
  readonly deployDays: readonly number[];
  /** Through which door its deployments are told. */
  readonly deploysBy: 'github' | 'plain';
  /** Through which doors its runs are told; both = two views of one run. */
  readonly runsBy: readonly ('github' | 'otlp')[];
  /** Whether its pipeline runs for pull requests too. */
  readonly checksChanges?: true;
  /** Share of its pipeline runs that fail, 0..1. */
  readonly failureRatio: number;
  readonly gates: readonly ExampleGate[];
}

/** A repository on github.com. */
export interface ExampleRepository {
  readonly slug: string;
  readonly authors: readonly string[];
  /** Pushes to main a weekday. */
  readonly pushesPerDay: number;
}

/** A job of a pipeline. */
export interface ExampleJob {
  readonly name: string;
  readonly type?: 'build' | 'test' | 'deploy';
  /** The step that does its work. */
  readonly step: string;
  /** Usual duration. */
  readonly seconds: number;
}

/** A gate and the values it usually sees. */
export interface ExampleGate {
  readonly gate: string;
  readonly phase: 'pre-deploy' | 'post-deploy';
  readonly unit: string;
  readonly limit: number;
  readonly direction: 'at-most' | 'at-least';
  readonly low: number;
  readonly high: number;
  readonly digits: number;
  /** Share of outcomes without a value: the gate was skipped, or could not be asked. */
  readonly silentRatio?: number;
}

/** A commit on main. */
export interface ExampleCommit {
  readonly sha: string;
  readonly committedAt: DateTime;
  readonly author: string;
  readonly title: string;
  readonly paths: readonly string[];
}

/** A push to main. */
export interface ExamplePush {
  readonly at: DateTime;
  readonly before: string;
  /** Oldest first. */
  readonly commits: readonly ExampleCommit[];
}

/** One execution of a pipeline. */
export interface ExampleRun {
  readonly id: number;
  readonly component: ExampleComponent;
  readonly commit: string;
  readonly actor: string;
  readonly queuedAt: DateTime;
  readonly startedAt: DateTime;
  readonly finishedAt: DateTime;
  /** 2 = somebody asked for the same again. */
  readonly attempt: number;
  readonly branch: string;
  readonly pullRequest?: number;
  readonly passed: boolean;
  readonly jobs: readonly ExampleJobRun[];
}

/** Why a run failed. */
export type ExampleTrouble = 'change' | 'flaky' | 'platform' | 'unknown';

/** One execution of a job. */
export interface ExampleJobRun {
  readonly id: number;
  readonly name: string;
  readonly type?: string;
  readonly passed: boolean;
  readonly queuedAt: DateTime;
  readonly startedAt: DateTime;
  readonly finishedAt: DateTime;
  readonly steps: readonly ExampleStep[];
}

/** One step of a job. */
export interface ExampleStep {
  readonly name: string;
  readonly startedAt: DateTime;
  readonly finishedAt: DateTime;
  /** What it says when it fails; undefined = it passed. */
  readonly message?: string;
  readonly cacheHit?: boolean;
}

/** A deployment, or the attempt of one. */
export interface ExampleDeployment {
  readonly id: number;
  readonly component: ExampleComponent;
  readonly environment: 'staging' | 'production';
  readonly version: string;
  readonly commit: string;
  readonly startedAt: DateTime;
  readonly finishedAt: DateTime;
  readonly succeeded: boolean;
  readonly actor: string;
  readonly runUrl?: string;
  readonly rollbackOf?: number;
  readonly hotfixFor?: number;
  /** It broke something, as was found out after. */
  readonly bad?: boolean;
}

/** One message about an incident; opening and resolving are two. */
export interface ExampleIncident {
  readonly id: string;
  readonly component: ExampleComponent;
  readonly title: string;
  readonly severity: string;
  readonly openedAt: DateTime;
  readonly resolvedAt?: DateTime;
  readonly deploymentId?: number;
}

/** One request to a door. The same day always gives the same messages. */
export interface ExampleMessage {
  /** Below `/api/quality-gates`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Webhooks are signed, everything else carries the token. */
  readonly proof: 'token' | 'github-signature';
}
