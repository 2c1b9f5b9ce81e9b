import { existsSync, readdirSync } from 'node:fs';
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
});
