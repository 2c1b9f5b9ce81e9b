import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliverFile } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { sarif } from './index';

const root = process.env.QUALITY_GATES_CORPUS ?? '';
const folders = ['gates/sarif'].map(folder => join(root, folder));
const present = Boolean(root) && folders.every(existsSync);

describe('the corpus of SARIF files', () => {
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
    sarif.normalise(deliverFile('sarif', readFileSync(path, 'utf8')));
  const named = (name: string) => {
    const path = files.find(one => one.endsWith(`/${name}`));
    if (!path) throw new Error(`The corpus has no ${name}`);
    return read(path).map(({ data }) => data);
  };

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
