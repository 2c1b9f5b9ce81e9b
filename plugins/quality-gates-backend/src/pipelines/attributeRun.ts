/**
 * Whose failure a run is. The first rule that matches decides, in this order (docs/pipelines.md):
 *
 * 1. `platform`: the CI system itself failed, by the word of the emitter, the name of the step or what it says. Words
 *    of the network in a test prove it only together with a pass of the same commit;
 * 2. `flaky`: a test failed, and the same commit passed without a change;
 * 3. `change`: a build, test, lint or scan failed, and the same commit never passed;
 * 4. `unknown`.
 *
 * The answer is worked out from the facts whenever it is asked for, so a pass that comes later changes it by itself.
 * What it was before is told as well: it is the verdict on the same facts without the other tries.
 */
import {
  VERDICTS,
  type Attribution,
  type Failure,
  type Verdict,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { failedWork, type FailedWork } from './failedWork';
import {
  joinSentences,
  judgeFailure,
  type Evidence,
  type FailureJudgement,
} from './judgeFailure';
import { lostToPlatformSeconds } from './lostToPlatform';
import { NO_OTHER_TRY } from './tries';
import { hasFailed, type PipelineRun } from './types';

/** Whose failure a run is, and what failed in it. */
export interface RunAttribution {
  readonly attribution: Attribution | null;
  readonly failures: readonly Failure[];
  readonly lostToPlatformSeconds: number | null;
  readonly firstFailureSeconds: number | null;
}

const MAX_FAILURES = 50;
const ORDER: readonly Verdict[] = ['platform', 'flaky', 'change', 'unknown'];

/** Whose failure a run is; nothing for a run that did not fail but what it lost to the platform. */
export function attributeRun(evidence: Evidence): RunAttribution {
  const { run, tasks, stageOf } = evidence;
  const judged = failedWork(run, tasks, stageOf).map(work => ({
    work,
    ...judgeFailure(work, evidence),
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
  const failures = listFailures(judged);
  return {
    attribution: attributionOf(failures.at(0), verdictBefore(evidence)),
    failures,
    lostToPlatformSeconds: lost,
    firstFailureSeconds: firstFailure(
      run,
      judged.map(one => one.work),
    ),
  };
}

type Judged = FailureJudgement & { readonly work: FailedWork };

/** The deciding one first: of those not made good the one whose rule comes first, by time. */
function listFailures(judged: readonly Judged[]): Failure[] {
  const open = judged.filter(one => one.work.madeGood === undefined);
  const [decisive] = [...open].sort(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict),
  );
  // What was made good cannot have failed the run: then nothing tells what did.
  if (!decisive) return [];
  const inOrder = [decisive, ...judged.filter(one => one !== decisive)];
  return inOrder.slice(0, MAX_FAILURES).map(one => ({
    verdict: one.verdict,
    spanId: one.work.spanId,
    name: one.work.name,
    message: one.work.message,
    sentence: sentenceOf(one, one === decisive),
    decisive: one === decisive,
  }));
}

/** The verdict on the run alone, before another try of its commit told more. */
function verdictBefore(evidence: Evidence): Verdict {
  const { tries } = evidence;
  const alone = { ...NO_OTHER_TRY, failedTests: tries.failedTests };
  const { run, tasks, stageOf } = evidence;
  const judged = failedWork(run, tasks, stageOf).map(work => ({
    work,
    ...judgeFailure(work, { ...evidence, tries: alone }),
  }));
  return listFailures(judged).at(0)?.verdict ?? 'unknown';
}

function attributionOf(
  decisive: Failure | undefined,
  before: Verdict,
): Attribution {
  if (!decisive) {
    return {
      verdict: 'unknown',
      spanId: null,
      sentence: 'No job and no span says what failed.',
      changedFrom: null,
    };
  }
  const { verdict, spanId, sentence } = decisive;
  const changedFrom = before === verdict ? null : before;
  return { verdict, spanId, sentence, changedFrom };
}

function sentenceOf({ work, verdict, why }: Judged, decisive: boolean): string {
  const part = decisive ? undefined : 'Did not decide the result.';
  const span = decisive ? `Decided by “${work.name}”.` : undefined;
  const end = verdict === 'platform' ? 'Nothing to do for you.' : undefined;
  return joinSentences(part, why, span, end);
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
