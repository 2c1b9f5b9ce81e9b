import type { DigestSpan } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { StageOf } from './stageOf';
import { hasFailed, type PipelineRun, type PipelineTask } from './types';

/** A job or step that failed. */
export interface FailedWork {
  readonly name: string;
  /** In the waterfall; null for a job that the trace of its run does not tell of. */
  readonly spanId: string | null;
  readonly message: string | null;
  readonly errorType?: string;
  /** Name of the job it is part of, or is. */
  readonly taskName?: string;
  readonly stage: string;
  /** The CI system's own, as the emitter says. */
  readonly platform: boolean;
  /** It ended although nothing ever began to work on it. */
  readonly neverStarted: boolean;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** Why it did not decide the run. */
  readonly madeGood?: 'retried' | 'tolerated';
}

/**
 * What failed in a run, in order of time: the deepest spans where a trace tells, else its jobs. A failed span outside
 * of all jobs counts when nothing inside one failed, or when it is the CI system's own.
 */
export function failedWork(
  run: Pick<PipelineRun, 'digest'>,
  tasks: readonly PipelineTask[],
  stageOf: StageOf,
): FailedWork[] {
  const taskOf = new Map(tasks.map(task => [task.spanId, task] as const));
  const spans = (run.digest?.failed ?? []).map(span => {
    const task = span.taskSpanId ? taskOf.get(span.taskSpanId) : undefined;
    return ofSpan(span, task, { tasks, stageOf });
  });
  // A trace names what failed inside its jobs; jobs told otherwise stand for themselves.
  const jobs = tasks
    .filter(task => hasFailed(task.result))
    .filter(task => spans.length === 0 || task.spanId === undefined)
    .map(task => {
      const work = ofTask(task, { tasks, stageOf });
      // Without a trace the waterfall is drawn of the jobs, each under its key (traceOfFacts.ts).
      const spanId = work.spanId ?? (run.digest ? null : task.key);
      return { ...work, spanId };
    });
  const all = [...spans, ...jobs];
  const inside = all.filter(work => work.taskName !== undefined);
  return (
    inside.length > 0 ? all.filter(work => work.taskName ?? work.platform) : all
  ).sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
}

interface Around {
  readonly tasks: readonly PipelineTask[];
  readonly stageOf: StageOf;
}

function ofSpan(
  span: DigestSpan,
  task: PipelineTask | undefined,
  { tasks, stageOf }: Around,
): FailedWork {
  const own = stageOf(span);
  return {
    name: span.name,
    spanId: span.spanId,
    message: span.message ?? null,
    errorType: span.errorType,
    taskName: task?.name,
    stage: own === 'other' && task ? stageOf(task) : own,
    platform: span.platform ?? false,
    neverStarted: false,
    startedAt: span.startedAt,
    finishedAt: span.endedAt,
    madeGood: task && madeGood(task, tasks),
  };
}

function ofTask(task: PipelineTask, { tasks, stageOf }: Around): FailedWork {
  return {
    name: task.name,
    spanId: task.spanId ?? null,
    message: null,
    taskName: task.name,
    stage: stageOf(task),
    platform: false,
    neverStarted: task.startedAt === undefined && task.queuedAt !== undefined,
    startedAt: task.startedAt ?? task.queuedAt,
    finishedAt: task.finishedAt,
    madeGood: madeGood(task, tasks),
  };
}

/** A job that passed all the same tolerated the failure; one that was done again and passed took it back. */
function madeGood(
  task: PipelineTask,
  tasks: readonly PipelineTask[],
): FailedWork['madeGood'] {
  if (task.result === 'success') return 'tolerated';
  const again = tasks.some(
    other =>
      other.name === task.name &&
      other.result === 'success' &&
      (other.startedAt ?? 0) > (task.startedAt ?? 0),
  );
  return again ? 'retried' : undefined;
}
