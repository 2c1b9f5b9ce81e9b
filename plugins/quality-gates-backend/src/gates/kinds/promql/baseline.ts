import {
  askPrometheus,
  fillPromql,
  readPromql,
  type GateDeployment,
  type GateSource,
  type Millis,
  type ProbeContext,
  type Reading,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { comparisonOf, type Params } from './params';
import { reduceSeries } from './reduceSeries';

/** What the versions before had. */
export interface Baseline {
  readonly reading: Reading;
  readonly history: readonly {
    readonly version: string;
    readonly value: number;
  }[];
}

/**
 * The value held against the one the version before had at the same age, or at the end of its life if that was shorter.
 * Only versions that passed their gates count, and at least `minHistory` of them must have a value: what one good or
 * bad day says is chance.
 */
export async function readBaseline(
  value: number | null,
  context: ProbeContext<Params>,
  source: GateSource,
): Promise<Baseline | undefined> {
  const { params } = context;
  const { baseline } = params;
  if (!baseline) return undefined;
  const history: Baseline['history'][number][] = [];
  for (const { version, at } of livesOf(context)) {
    if (history.length >= baseline.minHistory) break;
    const query = fillPromql(params.query, context.fill, {
      replace: (text, { type }) =>
        type === 'version' && text === context.request.version ? version : text,
    });
    const { signal } = context;
    const answer = await askPrometheus(source, query, { signal, at });
    const before = reduceSeries(answer.series, params);
    if (typeof before === 'number' && Number.isFinite(before)) {
      history.push({ version, value: before });
    }
  }
  const isKnown = history.length >= baseline.minHistory;
  if (!isKnown && baseline.onNoBaseline === 'absolute') return undefined;
  return { reading: toReading(value, isKnown, history, params), history };
}

function toReading(
  value: number | null,
  isKnown: boolean,
  history: Baseline['history'],
  { assert, baseline, unit, minSamples }: Params,
): Reading {
  const { allowIncreasePercent, minHistory } = baseline!;
  const name = isKnown
    ? `value against ${history[0].version}`
    : 'value against the version before';
  const fail = isKnown
    ? // Of its size: a value below zero may rise, too.
      history[0].value +
      (Math.abs(history[0].value) * allowIncreasePercent) / 100
    : undefined;
  return {
    name,
    value: isKnown ? value : null,
    unit,
    minSamples,
    limits: { fail, direction: 'at-most' },
    assert: comparisonOf({ assert }),
    missing: isKnown
      ? 'the query gave no series'
      : `${history.length} of the versions before have a value, and ${minHistory} are needed`,
  };
}

/** Each version before once, newest first, and when it is looked at. */
function livesOf(context: ProbeContext<Params>) {
  const { previous, deployment, now, request, params } = context;
  const window = longestWindow(fillPromql(params.query, context.fill));
  const age = Math.max(deployment ? now - deployment.finishedAt : 0, window);
  let replacedAt: Millis = deployment?.finishedAt ?? now;
  const lives: { version: string; at: Millis }[] = [];
  for (const one of previous) {
    const at = Math.min(one.finishedAt + age, replacedAt);
    replacedAt = one.finishedAt;
    if (isNew(one, lives, request.version)) {
      lives.push({ version: one.version, at });
    }
  }
  return lives;
}

function isNew(
  one: GateDeployment,
  lives: readonly { version: string }[],
  asked: string,
): one is GateDeployment & { version: string } {
  return (
    one.version !== undefined &&
    one.version !== asked &&
    !lives.some(({ version }) => version === one.version)
  );
}

/** Milliseconds that a query, with everything filled in, looks back; 0 when it looks at this instant. */
export function longestWindow(query: string): number {
  return Math.max(0, ...readPromql(query).windowsMs);
}
