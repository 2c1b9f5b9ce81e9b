import type { TestCase } from '@quality-gates/backstage-plugin-quality-gates-node';

/** What a span tells of tests. */
export interface TestSpan {
  /** The tool that sent it, as in a test report. */
  readonly tool: string;
  /** The suite that the span is, or that its case belongs to. */
  readonly suite?: string;
  /** One try of a test case; undefined for a suite or session. */
  readonly testCase?: TestTry;
  /** Of a suite: how many cases it says that it has. */
  readonly total?: number;
  /** Of a suite: why not all of its cases ran. */
  readonly incomplete?: string;
  /** Of a suite: the time its cases took, where the span's own times are those of the export. */
  readonly durationSeconds?: number;
}

/** A test case as one try of it ended. */
export interface TestTry
  extends Pick<TestCase, 'name' | 'file' | 'durationSeconds' | 'message'> {
  /** Undefined where the span does not say: then it counts as nothing. */
  readonly status: 'passed' | 'failed' | 'skipped' | undefined;
}

const STATUSES: Readonly<Record<string, TestTry['status']>> = {
  passed: 'passed',
  pass: 'passed',
  success: 'passed',
  ok: 'passed',
  xpassed: 'passed',
  failed: 'failed',
  fail: 'failed',
  failure: 'failed',
  error: 'failed',
  skipped: 'skipped',
  skip: 'skipped',
  xfailed: 'skipped',
  disabled: 'skipped',
};

/**
 * How a try ended, by the tool's word, else by the status of its span, where unset says nothing.
 *
 * @example
 * ```ts
 * testStatus('xfailed', 0); // 'skipped'
 * ```
 */
export function testStatus(
  word: string | undefined,
  statusCode: 0 | 1 | 2,
): TestTry['status'] {
  const lower = word?.toLocaleLowerCase('en-US') ?? '';
  if (Object.hasOwn(STATUSES, lower)) return STATUSES[lower];
  if (statusCode === 2) return 'failed';
  return statusCode === 1 ? 'passed' : undefined;
}
