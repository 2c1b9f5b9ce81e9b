import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliverFile } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { playwright } from './index';

const root = process.env.QUALITY_GATES_CORPUS ?? '';
const folders = ['gates/playwright'].map(folder => join(root, folder));
const present = Boolean(root) && folders.every(existsSync);

describe('the corpus of Playwright reports', () => {
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
    playwright.normalise(deliverFile('playwright', readFileSync(path, 'utf8')));
  const named = (name: string) => {
    const path = files.find(one => one.endsWith(`/${name}`));
    if (!path) throw new Error(`The corpus has no ${name}`);
    return read(path).map(({ data }) => data);
  };

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
