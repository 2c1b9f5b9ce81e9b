/** A job of the newest attempt of a run. */
export interface Job {
  readonly name: string;
  /** In GitHub's words; undefined while it runs, `unknown` when it is over and nobody said how. */
  readonly conclusion?: string;
}

/** The run that was looked at. */
export interface Run {
  readonly jobs: readonly Job[];
  /** The run itself is not over: jobs may still be added to it. */
  readonly isRunning: boolean;
  readonly url?: string;
}
