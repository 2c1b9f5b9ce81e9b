/** What a trace says, short enough to be read at a glance; what nobody says is left out. */
export interface Golden {
  readonly runs: readonly {
    readonly key: string;
    readonly pipeline?: string;
    readonly repository?: string;
    readonly branch?: string;
    readonly commit?: string;
    readonly pullRequest?: string;
    readonly result?: string;
    readonly queueSeconds?: number;
    /** One line a span: two spaces a level, kind, name and result. */
    readonly tree: readonly string[];
  }[];
  /** Name and result. */
  readonly tasks: readonly string[];
  /** Environment and result of each deployment. */
  readonly environments: readonly string[];
  readonly tests: readonly {
    readonly tool: string;
    readonly repository?: string;
    readonly commit?: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly incomplete?: string;
  }[];
}
