import { readFileCorpus } from '../__testUtils__/readFileCorpus';
import { junit } from './index';

const corpus = readFileCorpus(junit, {
  folders: ['gates/junit', 'otel/junit'],
  ending: '.xml',
});

describe('the corpus of JUnit files', () => {
  if (!corpus) {
    it.todo('is read (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const { files, read, named } = corpus;

  it.each(files.filter(path => !path.endsWith('corrupt.xml')))(
    '%s is one report',
    path => {
      expect(read(path).map(({ type }) => type)).toEqual(['test-report']);
    },
  );

  it.each([
    [
      'surefire-flaky-rerun.xml',
      { passed: 0, failed: 2, skipped: 0, flaky: 2 },
    ],
    ['no-attributes.xml', { passed: 1, failed: 2, skipped: 1, flaky: 0 }],
    ['no-cases.xml', { passed: 0, failed: 0, skipped: 0, flaky: 0 }],
    ['node-test-runner.xml', { passed: 1, failed: 1, skipped: 2, flaky: 0 }],
    // The retry is not told here: prefer the report of Playwright's JSON reporter.
    ['playwright-flaky.xml', { passed: 2, failed: 0, skipped: 0, flaky: 0 }],
    ['datadog-ci.junit.xml', { passed: 3, failed: 0, skipped: 0, flaky: 0 }],
  ])('%s has the counts of its cases: %j', (name, counts) => {
    expect(named(name)).toMatchObject([counts]);
  });

  it('has a corrupt file, which is refused', () => {
    expect(() => named('corrupt.xml')).toThrow('not well-formed');
  });

  it('has no file that broke off without saying so', () => {
    const whole = files.filter(path => !path.endsWith('corrupt.xml'));
    for (const path of whole) {
      expect(read(path)[0].data).not.toHaveProperty(
        'incomplete',
        expect.any(String),
      );
    }
  });
});
