import { describeFileCorpus } from '../__testUtils__/describeFileCorpus';
import { playwright } from './index';

describeFileCorpus(
  'the corpus of Playwright reports',
  { source: playwright, folders: ['gates/playwright'], ending: '.json' },
  ({ files, read, named }) => {
    it.each(files)('%s is one report', path => {
      expect(read(path).map(({ type }) => type)).toEqual(['test-report']);
    });

    it.each([
      ['report-flaky.json', { passed: 1, failed: 0, skipped: 0, flaky: 1 }],
      ['report-mixed.json', { passed: 2, failed: 1, skipped: 1, flaky: 1 }],
      ['report-pass.json', { passed: 1, failed: 0, skipped: 0, flaky: 0 }],
      [
        'report-no-tests.json',
        { passed: 0, incomplete: 'Error: No tests found' },
      ],
    ])('%s has the counts of its tests: %j', (name, counts) => {
      expect(named(name)).toMatchObject([counts]);
    });
  },
);
