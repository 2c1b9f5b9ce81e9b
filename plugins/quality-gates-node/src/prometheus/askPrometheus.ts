import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { Millis } from '../Fact';
import type { GateSource } from '../GateKind';
import { checkPayload } from '../readPayload';
import { shortText } from '../shortText';

/** What an instant query gave. */
export interface PrometheusAnswer {
  /** NaN and the infinities are numbers here; no series = []. A scalar is one series without labels. */
  readonly series: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
  }[];
  /** What the source doubts about its answer: parts that did not answer, wrong metric types. */
  readonly warnings: readonly string[];
}

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const success = z.object({
  warnings: z.array(z.string()).optional(),
  data: z.discriminatedUnion('resultType', [
    z.object({
      resultType: z.literal('vector'),
      result: z.array(z.object({ metric: labels, value: sample })),
    }),
    z.object({ resultType: z.literal('scalar'), result: sample }),
  ]),
});
const failure = z.object({
  status: z.literal('error'),
  errorType: z.string(),
  error: z.string(),
});

/**
 * Asks a Prometheus, or what speaks as it does, for the value of a query now or at an instant. 400 and 422 are
 * InputError with its own words; else throws as {@link GateSource.fetchJson} does. A Thanos is told to give no partial
 * answer: half of the truth looks like all of it.
 */
export async function askPrometheus(
  source: GateSource,
  query: string,
  options: { readonly signal: AbortSignal; readonly at?: Millis },
): Promise<PrometheusAnswer> {
  const { signal, at } = options;
  const form: Record<string, string> = { query, partial_response: 'false' };
  if (at !== undefined) form.time = String(at / 1000);
  const { body } = await source.fetchJson('/api/v1/query', {
    signal,
    method: 'POST',
    form,
    accept: [400, 422],
  });
  const failed = failure.safeParse(body);
  if (failed.success) {
    const { errorType, error } = failed.data;
    const words = shortText(`${errorType}: ${error}`);
    throw new InputError(`Source "${source.id}" refused the query: ${words}`);
  }
  const { data, warnings = [] } = checkPayload(success, body, {
    system: `Source "${source.id}"`,
    kind: 'query',
  });
  return {
    warnings: warnings.slice(0, 5).map(one => shortText(one) ?? ''),
    series:
      data.resultType === 'scalar'
        ? [{ labels: {}, value: toNumber(data.result[1]) }]
        : data.result.map(({ metric, value }) => ({
            labels: metric,
            value: toNumber(value[1]),
          })),
  };
}

function toNumber(text: string): number {
  if (text === 'NaN') return NaN;
  const infinite = /^([+-]?)Inf$/.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  if (/^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(text)) return Number(text);
  throw new InputError('A sample of the answer is no number');
}
