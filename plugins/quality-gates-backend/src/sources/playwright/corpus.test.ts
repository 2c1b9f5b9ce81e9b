import { readFileCorpus } from '../__testUtils__/readFileCorpus';
import { playwright } from './index';

const corpus = readFileCorpus(playwright, {
  folders: ['gates/playwright'],
  ending: '.json',
});

describe('the corpus of Playwright reports', () => {
  if (!corpus) {
    it.todo('is read (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const { files, read, named } = corpus;

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
});
