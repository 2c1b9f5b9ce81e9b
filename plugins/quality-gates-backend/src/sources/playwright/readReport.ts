import { InputError } from '@backstage/errors';
import {
  readInstant,
  type TestCase,
  type TestResults,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { report, suite } from './payloads';

/** Describes inside describes. */
const MOST_DEPTH = 100;

const STATUS = {
  expected: 'passed',
  unexpected: 'failed',
  flaky: 'flaky',
  skipped: 'skipped',
} as const;

type Suite = z.output<typeof suite>;
type Spec = Suite['specs'][number];
type Test = Spec['tests'][number];

/**
 * One case for each test and project. Playwright itself says which tests are flaky; one that is expected to fail and
 * does is `expected`. A run with errors outside of tests, or interrupted ones, is incomplete. Throws InputError for a
 * suite that is none, or nested deeper than 100.
 */
export function readReport(payload: z.output<typeof report>): TestResults {
  const cases: TestCase[] = [];
  let interrupted = 0;
  const walk = (value: unknown, path: string, titles: readonly string[]) => {
    const { title, file, specs, suites } = readSuite(value, path);
    // The outermost suites are the files themselves.
    const around = path.includes('.suites') ? [...titles, title] : titles;
    if (around.length > MOST_DEPTH) {
      throw new InputError('Playwright: suites are nested too deep');
    }
    for (const spec of specs) {
      for (const test of spec.tests) {
        cases.push(toCase(spec, test, { file, titles: around }));
        if (wasInterrupted(test)) interrupted += 1;
      }
    }
    suites.forEach((inner, index) =>
      walk(inner, `${path}.suites.${index}`, around),
    );
  };
  payload.suites.forEach((value, index) => walk(value, `suites.${index}`, []));
  const { startTime, duration } = payload.stats;
  const [error] = payload.errors;
  return {
    tool: 'playwright',
    cases,
    startedAt: readInstant(startTime),
    durationSeconds: duration === undefined ? undefined : duration / 1000,
    incomplete:
      error === undefined && interrupted === 0
        ? undefined
        : error?.message ?? `${interrupted} tests were interrupted`,
  };
}

function readSuite(value: unknown, path: string): Suite {
  const parsed = suite.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = [path, ...issue.path].join('.');
  throw new InputError(`Playwright: ${place}: ${issue.message}`);
}

function toCase(
  spec: Spec,
  test: Test,
  place: { readonly file?: string; readonly titles: readonly string[] },
): TestCase {
  const seconds = test.results.map(({ duration = 0 }) => duration / 1000);
  const failure = test.results.find(({ error }) => error?.message);
  const status = STATUS[test.status];
  return {
    name: spec.title,
    file: spec.file ?? place.file,
    suite: place.titles.join(' › ') || undefined,
    project: test.projectName || undefined,
    status,
    durationSeconds: seconds.length
      ? seconds.reduce((sum, one) => sum + one)
      : undefined,
    tags: spec.tags.map(tag => (tag.startsWith('@') ? tag : `@${tag}`)),
    message:
      status === 'failed' || status === 'flaky'
        ? failure?.error?.message
        : undefined,
  };
}

function wasInterrupted({ results }: Test): boolean {
  return results.some(({ status }) => status === 'interrupted');
}
