import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { facts } from '../__fixtures__/facts';
import type { Golden } from '../__fixtures__/golden/Golden';
import { spansOfRun } from '../traceView';

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
    const indent = '  '.repeat(level);
    return `${indent}${one.kind} ${one.name}: ${one.result}`;
  });
}
