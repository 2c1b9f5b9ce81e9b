import { describeFileCorpus } from '../__testUtils__/describeFileCorpus';
import { trivy } from './index';

describeFileCorpus(
  'the corpus of Trivy reports',
  { source: trivy, folders: ['gates/trivy'], ending: '.json' },
  ({ named }) => {
    it('has a report of an image, whose vulnerability has a fix', () => {
      expect(named('report.json')).toMatchObject([
        {
          complete: true,
          counts: { critical: 0, high: 0, medium: 1, low: 0, unknown: 0 },
          findings: [{ rule: 'CVE-2019-1549', fixedVersion: '1.1.1d-r0' }],
        },
      ]);
    });
  },
);
