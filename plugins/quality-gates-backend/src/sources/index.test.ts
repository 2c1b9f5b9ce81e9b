import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtinSources } from './index';

/** Traces are read whole, not by delivery: no `Source`, but a folder of the same shape. */
const NO_SOURCE = ['otel'];

const folders = readdirSync(__dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && !entry.name.startsWith('__'))
  .map(entry => entry.name);

describe('builtinSources', () => {
  it('lists every folder once, under the name of the folder', () => {
    const ids = builtinSources.map(({ id }) => id);
    expect([...ids, ...NO_SOURCE].sort()).toEqual([...folders].sort());
  });

  it.each(folders)('%s has a README.md', folder => {
    expect(existsSync(join(__dirname, folder, 'README.md'))).toBe(true);
  });

  it('gives every plain door to one source', () => {
    const doors = builtinSources.flatMap(({ ingress }) =>
      ingress.flatMap(one => (one.type === 'plain' ? [one.door] : [])),
    );
    expect(doors).toEqual([...new Set(doors)]);
  });
});
