import type {
  Channel,
  FactType,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * How two statements about one field become one.
 *
 * - `latest`: the source's own time decides, then the phase, then the content;
 * - `earliest`, `highest`: the smallest or largest value, whoever said it;
 * - `all`: every value that was ever said, sorted, at most {@link MOST_VALUES} of them;
 * - a list of channels: the first of them that said anything, and among its statements the latest;
 * - `earliestOf` channels: the first of them that said anything, and among its statements the smallest value.
 */
export type Rule =
  | 'latest'
  | 'earliest'
  | 'highest'
  | 'all'
  | readonly Channel[]
  | { readonly earliestOf: readonly Channel[] };

/** The smallest of an unbounded set stay: the same ones whatever the order of arrival. */
export const MOST_VALUES = 100;

/**
 * Fields that every fact has beside its data. The names start with `$`, because data may have a `phase` of its own.
 */
const COMMON: Readonly<Record<string, Rule>> = {
  $phase: 'latest',
  $reportedBy: 'latest',
  /** Whose a fact is that nobody owns yet. */
  $subject: 'latest',
  /** When we heard of it first. */
  $heardAt: 'earliest',
  /** The first and the last time that a source gave. */
  $firstAt: 'earliest',
  $lastAt: 'highest',
  /** Commits only: 1 when it belongs to the entity, 0 when its history merely passes through. */
  $touches: 'highest',
};

const RUN_CHANNELS: readonly Channel[] = ['webhook', 'otlp', 'plain'];
const TASK_CHANNELS: readonly Channel[] = ['otlp', 'webhook', 'plain'];

/** Two views of one run: what is not listed here is `latest`, for tasks the best channel. */
const BY_TYPE: Partial<Record<FactType, Readonly<Record<string, Rule>>>> = {
  run: {
    result: RUN_CHANNELS,
    attempt: RUN_CHANNELS,
    queuedAt: RUN_CHANNELS,
    // Each job of a run says when it began: the first one ended the waiting.
    dequeuedAt: { earliestOf: RUN_CHANNELS },
    pullRequest: RUN_CHANNELS,
    startedAt: 'earliest',
    finishedAt: 'highest',
    traceId: 'all',
  },
  task: {
    startedAt: 'earliest',
    finishedAt: 'highest',
  },
  change: {
    // Each review says when it was given: the first one ended the waiting.
    firstReviewAt: 'earliest',
  },
};

/** The rule for a field of a type of fact. */
export function ruleFor(type: FactType, field: string): Rule {
  const own = BY_TYPE[type];
  if (own && Object.hasOwn(own, field)) return own[field];
  if (Object.hasOwn(COMMON, field)) return COMMON[field];
  return type === 'task' ? TASK_CHANNELS : 'latest';
}

/** Whether a finish time counts only from statements that something is over: it would move with every update. */
export function onlyWhenOver(type: FactType, field: string): boolean {
  return field === 'finishedAt' && (type === 'run' || type === 'task');
}

/** Whether a value says less than any other one, so that it never overwrites a known one. */
export function isWeak(field: string, value: unknown): boolean {
  if (field === 'result') return value === 'unknown';
  return field === 'parents' && Array.isArray(value) && value.length === 0;
}
