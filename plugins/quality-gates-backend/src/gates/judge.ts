/**
 * The one place where what a probe saw becomes an outcome.
 *
 * Kinds of gates measure and never decide, so that the questions every wrong green comes from are answered once: what
 * no value means, what NaN means, evidence about the version before, evidence of last week, a probe that could not
 * look. The order in which they are asked is the order below, and none is asked twice:
 *
 * 1. The policy does not ask (`when`, `exempt`): skipped.
 * 2. The probe could not look: error, or what `onError` says.
 * 3. The kind has nothing to say here: skipped.
 * 4. Evidence about another version, commit or digest, too old or dated in the future counts for nothing, neither for
 *    nor against: no data.
 * 5. A reading beyond its limit: fail, even while others are pending.
 * 6. Pending: pending, or fail once the deadline is over.
 * 7. The kind says that what it saw does not decide, or there is no reading: no data.
 * 8. The worst reading decides. One without a value, with NaN or an infinity, or with too few samples is no data; one
 *    without a limit asserts nothing and is inconclusive, whatever `onNoData` says.
 *
 * No data is `onNoData`, inconclusive by default; the reason keeps saying what was missing, and a pass of nothing has
 * the code `no_data`. Modes, waivers and
 * break-glass are no business of the judge: they change decisions (combine.ts), never an outcome.
 */
import type {
  Outcome,
  ShownLimits,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  assertionOf,
  describeReading,
  type Assertion,
  type Measurement,
  type Reading,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { reason, type ReasonCode } from './reasons';

/** What a policy says about one gate, as far as the judge needs it. */
export interface JudgeSettings {
  readonly onNoData: 'fail' | 'warn' | 'pass' | 'inconclusive';
  readonly onError: 'fail' | 'warn' | 'error';
  /** Evidence older than this is no data; undefined = any age will do. */
  readonly maxAgeMs?: number;
}

/** What is judged. Instants are milliseconds. */
export interface JudgeInput {
  /** Why the gate is not asked at all. */
  readonly skip?: {
    readonly code: 'not_applicable' | 'exempt';
    readonly message?: string;
  };
  /** What the last look gave; undefined before the first one. */
  readonly looked?:
    | { readonly measurement: Measurement }
    | { readonly error: { readonly name: string; readonly message: string } };
  readonly settings: JudgeSettings;
  readonly asked: {
    readonly version: string;
    readonly commit?: string;
    readonly digest?: string;
  };
  /** When pending becomes fail; undefined = never. */
  readonly deadlineAt?: number;
  readonly now: number;
}

/** An outcome, and the reading that decided it. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly reason: { readonly code: string; readonly message: string };
  /** Null when no number decided, or none that people are shown. Never NaN or an infinity: neither survives JSON. */
  readonly value: number | null;
  readonly limits: ShownLimits | null;
  readonly unit: string | null;
  readonly samples: number | null;
}

/** How far the clocks of two systems may differ. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Worse is higher; what one reading can come to. */
const RANK: Readonly<Record<Outcome, number>> = {
  skipped: 0,
  pass: 0,
  warn: 1,
  pending: 2,
  inconclusive: 3,
  error: 3,
  fail: 4,
};

/** See the head of this file. */
export function judge(input: JudgeInput): Judgement {
  const { skip, looked, settings } = input;
  if (skip) return plain('skipped', reason(skip.code, skip.message));
  if (!looked) return judgePending(input, undefined);
  if ('error' in looked) {
    return plain(settings.onError, describeError(looked.error));
  }
  const { measurement } = looked;
  if (measurement.skipped) return plain('skipped', measurement.skipped);

  const unusable = findUnusable(measurement, input);
  const readings = unusable
    ? []
    : measurement.readings.map(one => judgeReading(one, measurement, settings));
  const failed = readings.find(one => one.reason.code === 'fail_limit');
  if (failed) return failed;
  if (measurement.pending)
    return judgePending(input, measurement.pending.message);
  if (unusable) return noData(unusable, settings);
  if (measurement.undecided) return noData(measurement.undecided, settings);
  if (readings.length === 0) return noData(reason('no_readings'), settings);
  return readings.reduce((worst, one) =>
    RANK[one.outcome] > RANK[worst.outcome] ? one : worst,
  );
}

function judgePending(
  { deadlineAt, now }: JudgeInput,
  message: string | undefined,
): Judgement {
  return deadlineAt !== undefined && now >= deadlineAt
    ? plain(
        'fail',
        reason(
          'deadline_exceeded',
          message && `The answer was not out in time. ${message}`,
        ),
      )
    : plain('pending', reason('waiting', message));
}

function judgeReading(
  reading: Reading,
  { summary }: Measurement,
  settings: JudgeSettings,
): Judgement {
  const { name, limits } = reading;
  const missing = findMissing(reading);
  const seen = seenIn(reading);
  if (missing) return { ...noData(missing, settings), ...seen };
  const value = reading.value!;
  const conditions = [limits.fail, limits.warn].filter(Number.isFinite);
  if (conditions.length === 0) {
    const words = `No limit says what ${name} would be wrong`;
    return { ...plain('inconclusive', reason('no_condition', words)), ...seen };
  }
  const assertion = assertionOf(reading);
  const breaks = (limit: number | undefined): limit is number =>
    limit !== undefined && !holds(value, assertion, limit);
  const say = (limit: number, held: boolean) =>
    reading.shown === undefined
      ? describeReading(reading, { value, assertion, limit, holds: held })
      : summary;
  if (breaks(limits.fail)) {
    const why = reason('fail_limit', say(limits.fail, false));
    return { ...plain('fail', why), ...seen };
  }
  if (breaks(limits.warn)) {
    const why = reason('warn_limit', say(limits.warn, false));
    return { ...plain('warn', why), ...seen };
  }
  const held = say((limits.warn ?? limits.fail)!, true);
  return { ...plain('pass', reason('within_limits', held)), ...seen };
}

/** The numbers of a reading that people are shown. */
function seenIn(reading: Reading) {
  const { shown = reading, samples } = reading;
  const { value = null, limits = null, unit } = shown ?? {};
  return {
    limits,
    unit: unit ?? null,
    samples: samples ?? null,
    value: Number.isFinite(value) ? value : null,
  };
}

/** What keeps a reading from being held against its limits. */
function findMissing(reading: Reading) {
  const { name, value, missing, samples, minSamples } = reading;
  if (value === null) {
    return reason(
      'no_value',
      `${name} has no value: ${missing ?? 'nothing was seen'}`,
    );
  }
  if (Number.isNaN(value))
    return reason('not_a_number', `${name} is no number`);
  if (!Number.isFinite(value)) return reason('infinite', `${name} is infinite`);
  if (minSamples === undefined) return undefined;
  if (samples === undefined || Number.isNaN(samples)) {
    const words = `${name} needs ${minSamples} observations, and how many there are is not known`;
    return reason('samples_unknown', words);
  }
  if (samples >= minSamples) return undefined;
  const words = `${name} rests on ${samples} observations, and needs ${minSamples}`;
  return reason('too_few_samples', words);
}

/** Why the evidence as a whole may not be used. */
function findUnusable(
  { about = {}, observedAt }: Measurement,
  { asked, settings, now }: JudgeInput,
) {
  const other = (
    code: ReasonCode,
    what: string,
    seen: string,
    wanted: string,
  ) =>
    reason(
      code,
      `The evidence is about ${what} ${seen}, and ${wanted} is asked for`,
    );
  if (about.version !== undefined && about.version !== asked.version) {
    return other('other_version', 'version', about.version, asked.version);
  }
  if (about.commit && asked.commit && !sameCommit(about.commit, asked.commit)) {
    return other('other_commit', 'commit', about.commit, asked.commit);
  }
  if (about.digest && asked.digest && about.digest !== asked.digest) {
    return other('other_digest', 'artifact', about.digest, asked.digest);
  }
  if (observedAt === undefined) return undefined;
  const seenAt = new Date(observedAt).toISOString();
  if (observedAt > now + CLOCK_SKEW_MS) {
    return reason(
      'from_the_future',
      `The evidence is dated ${seenAt}, in the future`,
    );
  }
  const { maxAgeMs } = settings;
  if (maxAgeMs !== undefined && now - observedAt > maxAgeMs) {
    return reason(
      'too_old',
      `The evidence is of ${seenAt}, and may be at most ${
        maxAgeMs / 1000
      } s old`,
    );
  }
  return undefined;
}

/** Short ids are as git abbreviates them: at least 7 characters of the whole. */
function sameCommit(one: string, other: string): boolean {
  const [short, long] = [one.toLowerCase(), other.toLowerCase()].sort(
    (a, b) => a.length - b.length,
  );
  return short === long || (short.length >= 7 && long.startsWith(short));
}

function holds(value: number, assertion: Assertion, limit: number): boolean {
  switch (assertion) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '==':
      return value === limit;
    case '!=':
      return value !== limit;
    default:
      // From a module that is newer than this backend: what is not understood does not hold.
      return false;
  }
}

function noData(
  why: { code: string; message: string },
  { onNoData }: JudgeSettings,
): Judgement {
  const counts =
    onNoData === 'inconclusive'
      ? ''
      : `; the policy counts that as ${onNoData}`;
  const message = `${why.message}${counts}`;
  // A pass that nobody saw has a code of its own, so that it can be told from one that was measured.
  return onNoData === 'pass'
    ? plain('pass', reason('no_data', message))
    : plain(onNoData, { code: why.code, message });
}

function describeError({ name, message }: { name: string; message: string }) {
  switch (name) {
    case 'AbortError':
    case 'TimeoutError':
      return reason('timed_out');
    case 'ServiceUnavailableError':
      return reason('source_unavailable', message);
    case 'NotAllowedError':
    case 'AuthenticationError':
      return reason('source_refused', message);
    case 'InputError':
      return reason('probe_failed', message);
    default:
      // Nobody promised that this message holds no secret.
      return reason('probe_failed');
  }
}

function plain(
  outcome: Outcome,
  why: { code: string; message: string },
): Judgement {
  return {
    outcome,
    reason: why,
    value: null,
    limits: null,
    unit: null,
    samples: null,
  };
}
