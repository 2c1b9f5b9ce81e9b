import { describeFileCorpus } from '../__testUtils__/describeFileCorpus';
import { dependencyTrack } from './index';

describeFileCorpus(
  'the corpus of Dependency-Track answers',
  {
    source: dependencyTrack,
    folders: ['gates/dependency-track'],
    ending: '.json',
  },
  ({ files, read, named }) => {
    it('has findings, which are one report', () => {
      expect(named('v1-finding-project.json')).toMatchObject([
        { complete: true, counts: { critical: 4, high: 0, unknown: 0 } },
      ]);
    });

    it.each(files.filter(path => !path.includes('finding')))(
      '%s is another answer, and refused',
      path => {
        expect(() => read(path)).toThrow('must be findings');
      },
    );
  },
);
