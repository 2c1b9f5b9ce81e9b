import { readFileCorpus } from '../__testUtils__/readFileCorpus';
import { sarif } from './index';

const corpus = readFileCorpus(sarif, {
  folders: ['gates/sarif'],
  ending: '.json',
});

describe('the corpus of SARIF files', () => {
  if (!corpus) {
    it.todo('is read (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const { files, read, named } = corpus;

  it.each(files)('%s is scan reports', path => {
    const types = new Set(read(path).map(({ type }) => type));
    expect([...types]).toEqual(['scan-report']);
  });

  it('edge-cases: the default of the rule, one suppressed, one passed, one scanner that crashed', () => {
    expect(named('edge-cases.sarif.json')).toMatchObject([
      {
        tool: 'CodeQL',
        complete: true,
        counts: { high: 1, critical: 0, medium: 0, low: 0, unknown: 0 },
        findings: [
          {
            level: 'error',
            severity: 'high',
            securitySeverity: 8.8,
            isNew: true,
          },
          { suppressed: true, isNew: false },
        ],
      },
      { tool: 'Semgrep', complete: false, reason: 'scan aborted' },
    ]);
  });
});
