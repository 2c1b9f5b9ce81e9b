import {
  readInstant,
  type TestCase,
  type TestResults,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** What a document says, without the tool that wrote it. */
export type JunitResults = Omit<TestResults, 'tool'>;

type Attributes = Readonly<Record<string, string>>;

/** Text of a failure that is kept while it is read. */
const MOST_TEXT = 2_000;
const FAILED = new Set(['failure', 'error']);
/** Maven Surefire: an earlier try of a test that passed in the end. */
const FLAKY = new Set(['flakyFailure', 'flakyError']);
/** Maven Surefire: a further try of a test that failed each time. */
const RERUN = new Set(['rerunFailure', 'rerunError']);
/** Google Test lists tests that it did not run, without a `skipped` element. */
const NOT_RUN = new Set(['notrun', 'disabled', 'suppressed', 'skipped']);

interface OpenCase {
  readonly attributes: Attributes;
  failed: boolean;
  flaky: boolean;
  skipped: boolean;
  message?: string;
}

/**
 * Collects test cases while a document streams by. Each `testcase` is one case, whatever the counters say; two with one
 * name are two, because parameterised tests repeat names and a retry cannot be told from them.
 */
export class JunitReader {
  #suites: Attributes[] = [];
  #case: OpenCase | undefined;
  /** The element whose text is the message of the open case. */
  #told: { readonly name: string; text: string } | undefined;
  #cases: TestCase[] = [];
  #root: Attributes | undefined;
  #suiteSeconds: number | undefined;
  #startedAt: number | undefined;
  #claimsFailure = false;

  open(name: string, attributes: Attributes): void {
    if (name === 'testsuites' || name === 'testsuite') {
      this.#openSuite(name, attributes);
    } else if (name === 'testcase') {
      this.#case = { attributes, failed: false, flaky: false, skipped: false };
    } else if (this.#case && !this.#told) {
      this.#openOutcome(this.#case, name, attributes);
    }
  }

  text(part: string): void {
    const told = this.#told;
    if (told && told.text.length < MOST_TEXT) {
      told.text += part.slice(0, MOST_TEXT);
    }
  }

  close(name: string): void {
    if (name === 'testsuite') {
      this.#suites.pop();
    } else if (name === 'testcase' && this.#case) {
      this.#cases.push(toCase(this.#case, this.#suites));
      this.#case = undefined;
      this.#told = undefined;
    } else if (this.#told?.name === name) {
      if (this.#case) this.#case.message ??= this.#told.text;
      this.#told = undefined;
    }
  }

  results(): JunitResults {
    const listed = this.#cases.some(
      ({ status }) => status === 'failed' || status === 'flaky',
    );
    return {
      cases: this.#cases,
      suite: this.#root?.name || undefined,
      startedAt: this.#startedAt,
      durationSeconds: secondsOf(this.#root?.time) ?? this.#suiteSeconds,
      incomplete:
        this.#claimsFailure && !listed
          ? 'The counters of the file name failures or errors that none of its test cases shows'
          : undefined,
    };
  }

  #openSuite(name: string, attributes: Attributes) {
    this.#root ??= attributes;
    if (Number(attributes.failures) > 0 || Number(attributes.errors) > 0) {
      this.#claimsFailure = true;
    }
    const startedAt = readInstant(attributes.timestamp);
    if (startedAt !== undefined) {
      this.#startedAt = Math.min(this.#startedAt ?? startedAt, startedAt);
    }
    if (name === 'testsuites') return;
    const seconds = secondsOf(attributes.time);
    if (this.#suites.length === 0 && seconds !== undefined) {
      this.#suiteSeconds = (this.#suiteSeconds ?? 0) + seconds;
    }
    this.#suites.push(attributes);
  }

  #openOutcome(open: OpenCase, name: string, { message }: Attributes) {
    if (name === 'skipped') open.skipped = true;
    if (FAILED.has(name)) open.failed = true;
    if (FLAKY.has(name)) open.flaky = true;
    if (FAILED.has(name) || FLAKY.has(name) || RERUN.has(name)) {
      // A further try that failed is no pass, also where the first one is missing.
      if (RERUN.has(name) && !open.flaky) open.failed = true;
      if (message) open.message ??= message;
      this.#told = { name, text: '' };
    }
  }
}

function toCase(open: OpenCase, suites: readonly Attributes[]): TestCase {
  const { name = '', classname, file, time, status, result } = open.attributes;
  const names = suites.map(suite => suite.name).filter(Boolean);
  if (classname && !names.includes(classname)) names.push(classname);
  const told = statusOf(open, NOT_RUN.has(status) || NOT_RUN.has(result));
  const tags = name.match(/(?<=^|\s)@[\w-]+/g);
  return {
    name,
    file: file ?? suites.at(-1)?.file,
    suite: names.join(' › ') || undefined,
    status: told,
    durationSeconds: secondsOf(time),
    tags: tags ?? undefined,
    message: told === 'failed' || told === 'flaky' ? open.message : undefined,
  };
}

function statusOf(open: OpenCase, notRun: boolean): TestCase['status'] {
  if (open.failed) return 'failed';
  if (open.flaky) return 'flaky';
  return open.skipped || notRun ? 'skipped' : 'passed';
}

/** Seconds as runners write them: `1,234.5` too; undefined for anything else. */
function secondsOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const seconds = Number(text.replaceAll(',', ''));
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
