/** One look at one gate: is it asked at all, what does its probe see, what does that come to, when is the next look. */
import type { Entity } from '@backstage/catalog-model';
import { InputError, isError } from '@backstage/errors';
import {
  limitTime,
  type FactReader,
  type GateDeployment,
  type GateRequest,
  type ProbeContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { EvaluationRow, GateOutcomeRow } from '../../store/types';
import { judge, type JudgeInput } from '../judge';
import { createFill, parseWhen, readValues, resolveTyped } from '../policy';
import { thawPolicy, type FrozenGate } from './frozenPolicy';
import { retryOn, sampleOn, waitOn } from './lookAgain';
import type { EvaluationOptions } from './options';

/** What all gates of an evaluation look at. */
export interface Scene {
  readonly row: EvaluationRow;
  readonly entity: Entity;
  readonly request: GateRequest;
  readonly deployment?: GateDeployment;
  readonly previous: readonly GateDeployment[];
  readonly facts: FactReader;
  readonly repositoryFile?: ProbeContext<unknown>['repositoryFile'];
}

type Looked = NonNullable<JudgeInput['looked']>;

/** Looks at a gate. Never throws: what goes wrong is its outcome. `scene` may fail, as an answer that is out. */
export async function lookAtGate(
  frozen: FrozenGate,
  before: GateOutcomeRow,
  given: {
    readonly row: EvaluationRow;
    readonly scene: Promise<Scene>;
    readonly signal: AbortSignal;
    readonly options: Pick<EvaluationOptions, 'probeOf' | 'now' | 'titles'>;
  },
): Promise<GateOutcomeRow> {
  const { row, options } = given;
  const startedAt = options.now();
  const { skip, looked } = await look(frozen, before, given).catch(error => ({
    skip: undefined,
    looked: { error: toError(error), cause: error },
  }));
  const now = options.now();
  const judged = judge({
    skip,
    looked,
    settings: frozen.settings,
    asked: row.question,
    deadlineAt: row.deadlineAt,
    now,
  });
  const measurement =
    looked && 'measurement' in looked ? looked.measurement : undefined;
  const seen: GateOutcomeRow = {
    ...before,
    ...judged,
    summary: measurement?.summary ?? null,
    evidenceUrl: safeUrl(measurement?.evidenceUrl),
    resolvedQuery: measurement?.resolvedQuery ?? null,
    reportedBy: measurement?.reportedBy ?? null,
    window: measurement?.window ?? null,
    pending: measurement?.pending
      ? { who: measurement.pending.who, until: measurement.pending.until }
      : null,
    measuredAt: now,
    durationMs: now - startedAt,
    attempts: 0,
    nextAt: null,
    done: judged.outcome !== 'pending',
    measurements: [
      {
        at: now,
        outcome: judged.outcome,
        measurement: measurement ?? { readings: [], summary: '' },
      },
    ],
  };
  if (skip) return seen;
  if (!looked) {
    const { measuredAt, measurements } = before;
    return { ...seen, measuredAt, measurements };
  }
  const failure = 'error' in looked ? looked.cause : undefined;
  if (frozen.settings.sampling) {
    return sampleOn(seen, frozen, { before, row, failure, now });
  }
  if (failure !== undefined) {
    return retryOn(seen, frozen, { before, row, failure, now });
  }
  return judged.outcome === 'pending' ? waitOn(seen, now) : seen;
}

interface Failure {
  readonly error: { readonly name: string; readonly message: string };
  readonly cause: unknown;
}

async function look(
  frozen: FrozenGate,
  before: GateOutcomeRow,
  given: Parameters<typeof lookAtGate>[2],
): Promise<{
  skip?: JudgeInput['skip'];
  looked?: Exclude<Looked, { error: unknown }> | Failure;
}> {
  const { gate, settings } = frozen;
  const scene = await given.scene;
  const { entity, request } = scene;
  const exempt = gate.exempt?.find(one =>
    one.changeType.includes(request.changeType ?? ''),
  );
  if (exempt) return { skip: { code: 'exempt', message: exempt.note } };
  if (gate.when && !parseWhen(gate.when)({ entity, request })) {
    const message = `It does not hold here that ${gate.when}`;
    return { skip: { code: 'not_applicable', message } };
  }
  if (isEarly(frozen, before, given)) return {};
  const probe = given.options.probeOf(gate.type);
  if (!probe) throw new InputError(`No kind of gate is called ${gate.type}`);
  const limit = limitTime(given.signal, settings.timeoutMs);
  try {
    const context = contextOf(frozen, before, scene, given, limit.signal);
    const measurement = await orAborted(probe(context), limit.signal);
    return { looked: { measurement } };
  } finally {
    limit.end();
  }
}

/** The deadline has come before the next measurement of a series: it may not be made earlier instead. */
function isEarly(
  frozen: FrozenGate,
  { measuredAt, nextAt }: GateOutcomeRow,
  { row, options }: Parameters<typeof lookAtGate>[2],
): boolean {
  if (!frozen.settings.sampling) return false;
  const dueAt = measuredAt === null ? firstLookAt(frozen, row) : nextAt;
  return dueAt !== null && options.now() < dueAt;
}

function contextOf(
  { gate }: FrozenGate,
  before: GateOutcomeRow,
  scene: Scene,
  { row, options }: Parameters<typeof lookAtGate>[2],
  signal: AbortSignal,
): ProbeContext<unknown> {
  const { entity, request, deployment, previous, facts, repositoryFile } =
    scene;
  const policy = row.policy!;
  const { spec } = thawPolicy(policy);
  const scope = { entity, request, given: policy.given };
  const values = readValues(spec.parameters ?? {}, scope);
  return {
    gate: gate.id,
    params: resolveTyped(gate.with, values),
    ...{ request, entity, deployment, previous, facts, signal },
    repositoryFile,
    titles: options.titles,
    earlier: before.measurements,
    fill: createFill(values),
    instant: word =>
      word === 'request.createdAt'
        ? request.chainCreatedAt
        : { 'deployment.finishedAt': deployment?.finishedAt }[word],
    now: options.now(),
  };
}

/** A probe that does not honour its signal is not waited for. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

function toError(error: unknown) {
  return isError(error)
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}

/** Links go to browsers. */
function safeUrl(url: string | undefined): string | null {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : null;
}

/** A look before the first: when a series begins with a delay. */
export function firstLookAt(
  { settings }: FrozenGate,
  row: EvaluationRow,
): number {
  return row.createdAt + (settings.sampling?.initialDelayMs ?? 0);
}
