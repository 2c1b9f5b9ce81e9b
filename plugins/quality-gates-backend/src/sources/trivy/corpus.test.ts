import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliverFile } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { trivy } from './index';

const root = process.env.QUALITY_GATES_CORPUS ?? '';
const folders = ['gates/trivy'].map(folder => join(root, folder));
const present = Boolean(root) && folders.every(existsSync);

describe('the corpus of Trivy reports', () => {
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
    trivy.normalise(deliverFile('trivy', readFileSync(path, 'utf8')));
  const named = (name: string) => {
    const path = files.find(one => one.endsWith(`/${name}`));
    if (!path) throw new Error(`The corpus has no ${name}`);
    return read(path).map(({ data }) => data);
  };

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
