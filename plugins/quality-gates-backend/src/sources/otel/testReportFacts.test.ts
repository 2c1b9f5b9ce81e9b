import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { only } from './__fixtures__/facts';
import { runSpan, span, START, taskSpan } from './__fixtures__/span';

const alone: Partial<Span> = { resourceAttributes: { 'service.name': 'unit' } };
const testCase = (
  id: string,
  status: string,
  given: Parameters<typeof span>[1] = {},
) =>
  span(id, {
    ...alone,
    parentSpanId: 'suite',
    ...given,
    attributes: {
      'test.case.name': 'pays',
      'test.case.result.status': status,
      ...given.attributes,
    },
  });
const suite = (given: Parameters<typeof span>[1] = {}) =>
  span('suite', {
    ...alone,
    at: [0, 30],
    ...given,
    attributes: { 'test.suite.name': 'PayTest', ...given.attributes },
  });
const report = (...spans: Span[]) => only('test-report', ...spans)[0];

describe('the test report of a trace', () => {
  it('is about the run around the tests, with every case', () => {
    const fail = testCase('b', 'fail', {
      at: [2, 4],
      statusMessage: 'expected 1',
      attributes: { 'test.case.name': 'refunds', 'test.suite.name': 'Refunds' },
    });
    const said = report(
      runSpan(),
      taskSpan('test'),
      suite({ parentSpanId: 'test' }),
      testCase('a', 'pass', { at: [1, 2] }),
      fail,
    );
    expect(said).toMatchObject({
      key: `otlp:${fail.traceId}|unit`,
      at: START + 30_000,
      phase: 'terminal',
      subject: {
        service: 'unit',
        repository: { host: 'github.com', path: 'acme/payments' },
      },
      data: {
        tool: 'unit',
        suite: 'PayTest',
        commit: 'a1b2c3',
        runUrl: 'https://github.com/Acme/Payments/actions/runs/7001',
        startedAt: START,
        finishedAt: START + 30_000,
        durationSeconds: 30,
        passed: 1,
        failed: 1,
        skipped: 0,
        flaky: 0,
      },
    });
    expect(said.data.cases).toEqual([
      {
        name: 'refunds',
        suite: 'Refunds',
        status: 'failed',
        durationSeconds: 2,
        message: 'expected 1',
      },
      { name: 'pays', status: 'passed', durationSeconds: 1 },
    ]);
  });

  it('counts a case that failed and passed as flaky, whichever came first', () => {
    const flips = [
      ['fail', 'pass'],
      ['pass', 'fail'],
    ];
    for (const [one, two] of flips) {
      const { data } = report(
        testCase('a', one, { at: [1, 2] }),
        testCase('b', two, { at: [3, 4] }),
      );
      expect(data).toMatchObject({ passed: 0, failed: 0, flaky: 1 });
    }
  });

  it('takes the same case of another session for another case', () => {
    const { data } = report(
      testCase('a', 'fail'),
      testCase('b', 'pass', { parentSpanId: 'other' }),
    );
    expect(data).toMatchObject({ passed: 1, failed: 1, flaky: 0 });
  });

  it('says zero tests of a suite without cases', () => {
    const { data } = report(suite());
    expect(data).toMatchObject({ passed: 0, failed: 0, skipped: 0, cases: [] });
    expect(data.incomplete).toBeUndefined();
  });

  it('counts no case that says nothing, and says so', () => {
    const { data } = report(testCase('a', ''), testCase('b', 'odd'));
    expect(data).toMatchObject({
      passed: 0,
      failed: 0,
      cases: [],
      incomplete: '2 cases say no result',
    });
  });

  it.each(['aborted', 'timed_out', 'in_progress'])(
    'is incomplete when the suite is %s',
    status => {
      const attributes = { 'test.suite.run.status': status };
      const { data } = report(suite({ attributes }), testCase('a', 'pass'));
      expect(data).toMatchObject({
        passed: 1,
        incomplete: `The suite is ${status}`,
      });
    },
  );

  it('lists 5,000 cases, the worst of them, and counts all', () => {
    const many = Array.from({ length: 5001 }, (_, index) =>
      testCase(`c${index}`, index === 5000 ? 'fail' : 'pass', {
        at: [index, index + 1],
        attributes: { 'test.case.name': `case ${index}` },
      }),
    );
    const { data } = report(...many);
    expect(data).toMatchObject({ passed: 5000, failed: 1, truncated: true });
    expect(data.cases).toHaveLength(5000);
    expect(data.cases[0]).toMatchObject({ name: 'case 5000' });
  });

  it('is one for each tool, and none without tests', () => {
    const other = testCase('b', 'pass', {
      resourceAttributes: { 'service.name': 'e2e' },
    });
    const reports = only('test-report', testCase('a', 'pass'), other);
    expect(reports.map(({ data }) => data.tool)).toEqual(['unit', 'e2e']);
    expect(only('test-report', runSpan(), taskSpan('test'))).toEqual([]);
  });

  it('makes no run and no deployment', () => {
    expect(only('run', suite(), testCase('a', 'pass'))).toEqual([]);
    expect(only('deployment', suite(), testCase('a', 'pass'))).toEqual([]);
  });
});
