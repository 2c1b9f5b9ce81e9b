import { readFileCorpus } from '../__testUtils__/readFileCorpus';
import { trivy } from './index';

const corpus = readFileCorpus(trivy, {
  folders: ['gates/trivy'],
  ending: '.json',
});

describe('the corpus of Trivy reports', () => {
  if (!corpus) {
    it.todo('is read (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const { named } = corpus;

  it('has a report of an image, whose vulnerability has a fix', () => {
    expect(named('report.json')).toMatchObject([
      {
        complete: true,
        counts: { critical: 0, high: 0, medium: 1, low: 0, unknown: 0 },
        findings: [{ rule: 'CVE-2019-1549', fixedVersion: '1.1.1d-r0' }],
      },
    ]);
  });
});
