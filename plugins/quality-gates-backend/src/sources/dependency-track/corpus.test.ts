import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliverFile } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { dependencyTrack } from './index';

const root = process.env.QUALITY_GATES_CORPUS ?? '';
const folders = ['gates/dependency-track'].map(folder => join(root, folder));
const present = Boolean(root) && folders.every(existsSync);

describe('the corpus of Dependency-Track answers', () => {
  if (!present) {
    it.todo('is read (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const files = folders.flatMap(folder =>
    readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .map(name => join(folder, name)),
  );
  const read = (path: string) =>
    dependencyTrack.normalise(
      deliverFile('dependency-track', readFileSync(path, 'utf8')),
    );
  const named = (name: string) => {
    const path = files.find(one => one.endsWith(`/${name}`));
    if (!path) throw new Error(`The corpus has no ${name}`);
    return read(path).map(({ data }) => data);
  };

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
