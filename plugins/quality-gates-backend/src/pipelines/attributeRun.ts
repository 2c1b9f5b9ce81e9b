/**
 * Whose failure a run is. The first rule that matches decides, in this order (docs/pipelines.md):
 *
 * 1. `platform`: the CI system itself failed, by the word of the emitter, the name of the step or what it says. Words
 *    of the network in a test prove it only together with a pass of the same commit;
 * 2. `flaky`: a test failed, and the same commit passed without a change;
 * 3. `change`: a build, test, lint or scan failed, and the same commit never passed;
 * 4. `unknown`.
 *
 * Nothing is kept of the answer: it is worked out from the facts whenever it is asked for, so a pass that comes later
 * changes it by itself.
 */
import {
  VERDICTS,
  type Attribution,
  type Failure,
  type Verdict,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { failedWork, type FailedWork } from './failedWork';
import { infrastructureError, isPlatformStep } from './infrastructureError';
import { lostToPlatformSeconds } from './lostToPlatform';
import type { StageOf } from './stageOf';
import type { Tries } from './tries';
import { hasFailed, type PipelineRun, type PipelineTask } from './types';

/** Whose failure a run is, and what failed in it. */
export interface RunAttribution {
  readonly attribution: Attribution | null;
  readonly failures: readonly Failure[];
  readonly lostToPlatformSeconds: number | null;
  readonly firstFailureSeconds: number | null;
}

/** What is known of a run that is to be judged. */
export interface Evidence {
  readonly run: PipelineRun;
  readonly tasks: readonly PipelineTask[];
  readonly tries: Tries;
  readonly stageOf: StageOf;
}

const MAX_FAILURES = 50;
const ORDER: readonly Verdict[] = ['platform', 'flaky', 'change', 'unknown'];
const OWN_WORK: ReadonlySet<string> = new Set([
  'build',
  'test',
  'lint',
  'scan',
]);

/** Whose failure a run is; nothing for a run that did not fail but what it lost to the platform. */
export function attributeRun(evidence: Evidence): RunAttribution {
  const { run, tasks, stageOf } = evidence;
  const judged = failedWork(run, tasks, stageOf).map(work => ({
    work,
    ...judge(work, evidence),
  }));
  const lost = lostToPlatformSeconds(
    run,
    tasks,
    judged.filter(one => one.verdict === 'platform').map(one => one.work),
  );
  if (!hasFailed(run.result)) {
    return {
      attribution: null,
      failures: [],
      lostToPlatformSeconds: lost,
      firstFailureSeconds: null,
    };
  }
  const open = judged.filter(one => one.work.madeGood === undefined);
  const [decisive = judged.at(0)] = [...open].sort(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict),
  );
  const inOrder = decisive
    ? [decisive, ...judged.filter(one => one !== decisive)]
    : [];
  const failures = inOrder.slice(0, MAX_FAILURES).map(one => ({
    verdict: one.verdict,
    spanId: one.work.spanId,
    name: one.work.name,
    message: one.work.message,
    sentence: sentenceOf(one, one === decisive),
    decisive: one === decisive,
  }));
  return {
    attribution: attributionOf(failures.at(0)),
    failures,
    lostToPlatformSeconds: lost,
    firstFailureSeconds: firstFailure(
      run,
      judged.map(one => one.work),
    ),
  };
}

function attributionOf(decisive: Failure | undefined): Attribution {
  if (!decisive) {
    return {
      verdict: 'unknown',
      spanId: null,
      sentence: 'No job and no span says what failed.',
    };
  }
  const { verdict, spanId, sentence } = decisive;
  return { verdict, spanId, sentence };
}

interface Judgement {
  readonly verdict: Verdict;
  /** Why, without what follows for the reader. */
  readonly why: string;
}

function judge(work: FailedWork, { tries, stageOf, run }: Evidence): Judgement {
  const passed = passedElsewhere(work, tries);
  const broken = platformCause(work, passed !== undefined);
  if (broken) {
    return { verdict: 'platform', why: joinSentences(broken, passed) };
  }
  if (work.stage === 'test') {
    const flaky = passed ?? onlyFlakyTests(tries);
    if (flaky) return { verdict: 'flaky', why: flaky };
  }
  if (passed) {
    const why = `${passed} Nothing says why it failed before.`;
    return { verdict: 'unknown', why };
  }
  if (OWN_WORK.has(work.stage)) {
    const commit = run.commit ? ` of ${run.commit.slice(0, 7)}` : '';
    const why = `Failed on ${tries.failed} of ${tries.of} ${
      tries.of === 1 ? 'try' : 'tries'
    }${commit}.`;
    return { verdict: 'change', why };
  }
  const stage = stageOf({ name: work.taskName ?? work.name });
  const why =
    stage === 'other'
      ? 'Its name is not that of a build, test, lint or scan, and nothing points to the platform.'
      : `A ${stage} can fail for many reasons, and nothing points to the platform.`;
  return { verdict: 'unknown', why };
}

/** What of the platform failed; undefined when nothing proves that it was the platform. */
function platformCause(work: FailedWork, passed: boolean): string | undefined {
  if (work.neverStarted) return 'It ended in the queue: no runner took it.';
  const error = infrastructureError(work.message, work.errorType);
  if (error?.proof === 'certain') return error.what;
  const ownStep =
    work.platform ||
    isPlatformStep(work.name) ||
    work.stage === 'checkout' ||
    work.stage === 'restore-cache';
  if (ownStep) {
    return error?.what ?? 'This step is the work of the CI system.';
  }
  if (error && (work.stage !== 'test' || passed)) return error.what;
  return undefined;
}

/** A sentence about the same work passing on the same commit. */
function passedElsewhere(work: FailedWork, tries: Tries): string | undefined {
  if (work.madeGood === 'retried') return 'Done again in this run, it passed.';
  if (tries.passed?.sameRun) {
    return `Attempt ${tries.passed.attempt} passed on the same commit.`;
  }
  if (tries.passed) return 'Another run of the same commit passed.';
  return work.taskName && tries.passedTasks.has(work.taskName)
    ? 'This job passed in another run of the same commit.'
    : undefined;
}

/** A sentence about tests that failed and passed, when no others failed. */
function onlyFlakyTests(tries: Tries): string | undefined {
  const { flakyTests, failedTests } = tries;
  if (flakyTests.length === 0 || failedTests.length > 0) return undefined;
  return flakyTests.length === 1
    ? `“${flakyTests[0]}” failed and passed on the same commit.`
    : `${flakyTests.length} tests failed and passed on the same commit, and no other failed.`;
}

function sentenceOf(
  { work, verdict, why }: Judgement & { work: FailedWork },
  decisive: boolean,
): string {
  const part = decisive ? undefined : 'Did not decide the result.';
  const span = decisive ? `Decided by “${work.name}”.` : undefined;
  const end = verdict === 'platform' ? 'Nothing to do for you.' : undefined;
  return joinSentences(part, why, span, end);
}

function joinSentences(...sentences: (string | undefined)[]): string {
  return sentences.filter(Boolean).join(' ');
}

function firstFailure(
  run: PipelineRun,
  failed: readonly FailedWork[],
): number | null {
  const ends = failed.flatMap(work => work.finishedAt ?? []);
  if (run.startedAt === undefined || ends.length === 0) return null;
  return Math.max(0, Math.min(...ends) - run.startedAt) / 1000;
}

/** How many runs have each verdict. */
export function countVerdicts(
  verdicts: readonly (Verdict | null)[],
): Record<Verdict, number> {
  const counts = { change: 0, platform: 0, flaky: 0, unknown: 0 };
  for (const verdict of VERDICTS) {
    counts[verdict] = verdicts.filter(one => one === verdict).length;
  }
  return counts;
}
