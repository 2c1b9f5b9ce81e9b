import { readBenchmarkResult } from './readBenchmarkResult';
import { readJestResult } from './readJestResult';
import { readPlaywrightResult } from './readPlaywrightResult';

describe('readJestResult', () => {
  it('counts a file that could not be run as a failure, and names what was skipped', () => {
    expect(
      readJestResult({
        numPassedTests: 5,
        numFailedTests: 1,
        numPendingTests: 1,
        numTodoTests: 1,
        numRuntimeErrorTestSuites: 1,
        testResults: [
          {
            assertionResults: [
              { fullName: 'store keeps', status: 'passed' },
              { fullName: 'corpus decodes', status: 'pending' },
              { fullName: 'corpus counts', status: 'todo' },
            ],
          },
        ],
      }),
    ).toEqual({
      passed: 5,
      failed: 2,
      skipped: 2,
      skippedNames: ['corpus decodes', 'corpus counts'],
    });
  });
});

describe('readPlaywrightResult', () => {
  it('counts flaky tests and errors outside of tests as failures', () => {
    const skipped = { title: 'later', tests: [{ status: 'skipped' }] };
    expect(
      readPlaywrightResult({
        stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 },
        errors: [{ message: 'global setup failed' }],
        suites: [
          {
            title: 'a.spec.ts',
            specs: [{ title: 'now', tests: [{ status: 'expected' }] }],
            suites: [{ title: 'signed out', specs: [skipped] }],
          },
        ],
      }),
    ).toEqual({
      passed: 3,
      failed: 3,
      skipped: 1,
      skippedNames: ['signed out: later'],
    });
  });
});

describe('readBenchmarkResult', () => {
  it('counts a goal that is missed for a published reason neither as passed nor as failed', () => {
    const finding = (
      verdict: 'reached' | 'tolerated' | 'known' | 'failed',
    ) => ({
      goal: 'P1',
      what: verdict,
      verdict,
    });
    expect(
      readBenchmarkResult({
        findings: [
          finding('reached'),
          finding('tolerated'),
          finding('known'),
          finding('failed'),
        ],
      }),
    ).toEqual({
      passed: 2,
      failed: 1,
      skipped: 1,
      skippedNames: [
        'P1 known (missed, see docs/performance.md for the reason)',
      ],
    });
  });
});
