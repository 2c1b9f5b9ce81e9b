import { createTestReport } from './createTestReport';
import { readReportedFile } from './readReportedFile';
import { deliverFile } from './testUtils';

const file = readReportedFile(deliverFile('junit', '<testsuite/>'));
const tool = 'junit';

describe('createTestReport', () => {
  it('has no time of its own for results without a start', () => {
    const fact = createTestReport(file, {
      tool,
      cases: [],
      durationSeconds: 3,
    });
    expect(fact.at).toBe(0);
    expect(fact.data).toMatchObject({
      durationSeconds: 3,
      finishedAt: undefined,
    });
  });

  it('does not believe that a run took more than a year', () => {
    const fact = createTestReport(file, {
      tool,
      cases: [],
      startedAt: 5,
      durationSeconds: 1e300,
    });
    expect(fact.at).toBe(5);
    expect(fact.data.durationSeconds).toBeUndefined();
  });

  it('gives a case without a name one', () => {
    const cases = [{ name: ' ', status: 'passed' as const }];
    const { data } = createTestReport(file, { tool, cases });
    expect(data.cases).toMatchObject([{ name: '(no name)' }]);
  });
});
