import { readFileCorpus } from '../__testUtils__/readFileCorpus';
import { dependencyTrack } from './index';

const corpus = readFileCorpus(dependencyTrack, {
  folders: ['gates/dependency-track'],
  ending: '.json',
});

describe('the corpus of Dependency-Track answers', () => {
  if (!corpus) {
    it.todo('is read (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const { files, read, named } = corpus;

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
});
