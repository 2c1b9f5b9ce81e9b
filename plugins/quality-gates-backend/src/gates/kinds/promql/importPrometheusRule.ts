import { InputError } from '@backstage/errors';
import {
  checkPayload,
  readPromql,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/** A gate made of an alert; `with` lacks nothing but what the policy wants to add. */
export interface ImportedGate {
  readonly id: string;
  readonly type: 'promql';
  readonly with: {
    readonly source: string;
    readonly query: string;
    readonly assert: string;
    readonly thresholds: {
      readonly degraded?: number;
      readonly critical?: number;
    };
  };
  readonly runbook?: string;
}

const texts = z.record(z.string(), z.string()).optional();
const rule = z.object({
  alert: z.string().optional(),
  expr: z.union([z.string(), z.number().transform(String)]),
  labels: texts,
  annotations: texts,
});
const prometheusRule = z.object({
  kind: z.literal('PrometheusRule'),
  spec: z.object({
    groups: z.array(z.object({ rules: z.array(rule) })),
  }),
});

/** Dash0 writes `$__threshold`, older exports `$_threshold`. */
const THRESHOLD = /\$__?threshold\b/g;
/** A number as long as the shortest of the two, so that it stands out and the syntax stays. */
const MARK = '1234567890123';

/** When an alert fires, and what therefore must hold. */
const OPPOSITE: Readonly<Record<string, string>> = {
  '>': '<=',
  '>=': '<',
  '<': '>=',
  '<=': '>',
};
const FLIPPED: Readonly<Record<string, string>> = {
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
};

/**
 * Gates made of the alerts of a PrometheusRule: an alert fires while its comparison holds, so a gate passes while the
 * opposite does. The comparison is taken off the expression and its number kept: `$__threshold` and `$_threshold` stand
 * for the annotations `dash0-threshold-degraded` and `dash0-threshold-critical`, a plain number is critical, or degraded
 * for an alert of severity warning or info. Recording rules are left out.
 *
 * Throws InputError naming the alert when its expression is not one comparison of something with one number: what is
 * left of it would mean something else.
 *
 * @example
 * ```ts
 * importPrometheusRule(rule, { source: 'prometheus-prod' })
 * // expr "up_ratio < $_threshold": query "up_ratio", assert "value >= $threshold"
 * ```
 */
export function importPrometheusRule(
  document: unknown,
  { source }: { readonly source: string },
): ImportedGate[] {
  const { spec } = checkPayload(prometheusRule, document, {
    system: 'Prometheus',
    kind: 'rule',
  });
  return spec.groups
    .flatMap(({ rules }) => rules)
    .filter(({ alert }) => alert !== undefined)
    .map(one => toGate(one, source));
}

function toGate(one: z.output<typeof rule>, source: string): ImportedGate {
  const { alert = '', annotations = {} } = one;
  const { query, fires, number } = readComparison(one.expr, alert);
  const runbook = annotations.runbook_url;
  return {
    id: idOf(alert),
    type: 'promql',
    with: {
      source,
      query,
      assert: `value ${OPPOSITE[fires]} $threshold`,
      thresholds: thresholdsOf(one, number),
    },
    ...(/^https?:\/\//.test(runbook ?? '') ? { runbook } : {}),
  };
}

function readComparison(expr: string, alert: string) {
  const refuse = (why: string) =>
    new InputError(`The alert ${alert} cannot be a gate: ${why}`);
  const marks = expr.match(THRESHOLD)?.length ?? 0;
  if (marks > 1) throw refuse('it names the threshold more than once');
  const { isValid, comparison } = readPromql(expr.replace(THRESHOLD, MARK));
  if (!isValid) throw refuse('its expression is no PromQL');
  if (!comparison?.isWhole || !OPPOSITE[comparison.operator]) {
    throw refuse('its expression is not one comparison with <, <=, > or >=');
  }
  const { left, right, operator } = comparison;
  const [query, limit, fires] =
    readNumber(right) === undefined
      ? [right, left, FLIPPED[operator]]
      : [left, right, operator];
  const number = readNumber(limit);
  if (number === undefined || readNumber(query) !== undefined) {
    throw refuse('it does not compare something with a number');
  }
  if ((limit === MARK) !== (marks === 1)) {
    throw refuse('the threshold stands elsewhere than in the comparison');
  }
  return {
    query,
    fires,
    number: limit === MARK ? undefined : number,
  };
}

function thresholdsOf(
  { alert, labels = {}, annotations = {} }: z.output<typeof rule>,
  number: number | undefined,
) {
  if (number !== undefined) {
    return /^(warning|warn|info)$/i.test(labels.severity ?? '')
      ? { degraded: number }
      : { critical: number };
  }
  const degraded = readNumber(annotations['dash0-threshold-degraded']);
  const critical = readNumber(annotations['dash0-threshold-critical']);
  if (degraded === undefined && critical === undefined) {
    throw new InputError(
      `The alert ${alert} cannot be a gate: no annotation says what its threshold is`,
    );
  }
  return {
    ...(degraded === undefined ? {} : { degraded }),
    ...(critical === undefined ? {} : { critical }),
  };
}

function readNumber(text: string | undefined): number | undefined {
  const plain = text?.trim().replace(/^\((.*)\)$/, '$1');
  return plain !== undefined && /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(plain)
    ? Number(plain)
    : undefined;
}

/** What a gate may be called: `HighErrorRate (checkout)` is `high-error-rate-checkout`. */
function idOf(alert: string): string {
  return (
    alert
      .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
      .replace(/^-+|-+$/g, '') || 'alert'
  );
}
