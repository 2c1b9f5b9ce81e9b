import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtinGateKinds } from './index';

const folders = readdirSync(__dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && !entry.name.startsWith('__'))
  .map(entry => entry.name);

describe('builtinGateKinds', () => {
  it('lists every folder once, under the name of the folder', () => {
    const ids = builtinGateKinds.map(({ kind }) => kind);
    expect([...ids].sort()).toEqual([...folders].sort());
  });

  it.each(folders)('%s has a README.md', folder => {
    expect(existsSync(join(__dirname, folder, 'README.md'))).toBe(true);
  });

  it.each(folders)('%s is held to the contract of gate kinds', folder => {
    const tests = readdirSync(join(__dirname, folder))
      .filter(file => file.endsWith('.test.ts'))
      .map(file => readFileSync(join(__dirname, folder, file), 'utf8'));
    expect(tests.join('\n')).toMatch(/^describeGateKind\(/m);
  });
});
