import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { facts } from '../__fixtures__/facts';
import { spansOfRun } from '../traceView';

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
    /** One line a span: two spaces a level, kind, name, result, and which try from the second on. */
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

/** The {@link Golden} of a trace. */
export function golden(spans: readonly Span[]): Golden {
  const said = facts(...spans);
  return {
    runs: said.flatMap(fact => {
      if (fact.type !== 'run') return [];
      const { queuedAt, dequeuedAt, ...data } = fact.data;
      const { repository } = fact.subject;
      return {
        key: fact.key,
        pipeline: data.pipeline,
        repository: repository && `${repository.host}/${repository.path}`,
        branch: data.branch,
        commit: data.commit,
        pullRequest: data.pullRequest,
        result: data.result,
        queueSeconds:
          queuedAt !== undefined && dequeuedAt !== undefined
            ? (dequeuedAt - queuedAt) / 1000
            : undefined,
        tree: treeOf(spans, fact.key),
      };
    }),
    tasks: said.flatMap(fact =>
      fact.type === 'task' ? `${fact.data.name}: ${fact.data.result}` : [],
    ),
    environments: said.flatMap(fact =>
      fact.type === 'deployment'
        ? `${fact.data.environment}: ${fact.data.result}`
        : [],
    ),
    tests: said.flatMap(fact => {
      if (fact.type !== 'test-report') return [];
      const { passed, failed, skipped, flaky, incomplete } = fact.data;
      const { repository } = fact.subject;
      return {
        tool: fact.data.tool,
        repository: repository && `${repository.host}/${repository.path}`,
        commit: fact.data.commit,
        counts: { passed, failed, skipped, flaky },
        incomplete,
      };
    }),
  };
}

function treeOf(spans: readonly Span[], key: string): string[] {
  const levels = new Map<string | null, number>([[null, -1]]);
  return spansOfRun(spans, key).map(one => {
    const level = levels.get(one.parentSpanId)! + 1;
    levels.set(one.spanId, level);
    const attempt = one.attempt ? ` (try ${one.attempt})` : '';
    const indent = '  '.repeat(level);
    return `${indent}${one.kind} ${one.name}: ${one.result}${attempt}`;
  });
}
