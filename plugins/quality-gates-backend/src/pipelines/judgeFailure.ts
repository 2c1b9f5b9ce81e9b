import type { Verdict } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FailedWork } from './failedWork';
import { infrastructureError, isPlatformStep } from './infrastructureError';
import type { StageOf } from './stageOf';
import type { Tries } from './tries';
import type { PipelineRun, PipelineTask } from './types';

/** What is known of a run that is to be judged. */
export interface Evidence {
  readonly run: PipelineRun;
  readonly tasks: readonly PipelineTask[];
  readonly tries: Tries;
  readonly stageOf: StageOf;
}

const OWN_WORK: ReadonlySet<string> = new Set([
  'build',
  'test',
  'lint',
  'scan',
]);

/** Whose failure one thing is. */
export interface FailureJudgement {
  readonly verdict: Verdict;
  /** Why, without what follows for the reader. */
  readonly why: string;
}

/** Judges one thing that failed, by the rules of attributeRun.ts. */
export function judgeFailure(
  work: FailedWork,
  { tries, stageOf, run }: Evidence,
): FailureJudgement {
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

/** Those that there are, as one text. */
export function joinSentences(...sentences: (string | undefined)[]): string {
  return sentences.filter(Boolean).join(' ');
}
