import { readdirSync } from 'node:fs';
import { emitters } from './index';

const NO_EMITTER = ['Emitter', 'index'];

describe('emitters', () => {
  it('lists every file of the folder, under its name', () => {
    const files = readdirSync(__dirname)
      .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map(name => name.slice(0, -'.ts'.length))
      .filter(name => !NO_EMITTER.includes(name))
      .map(name =>
        name.replace(/[A-Z]/g, letter => `-${letter}`.toLowerCase()),
      );
    expect(emitters.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  it('asks the conventions last, as others use their names differently', () => {
    expect(emitters.at(-1)?.id).toBe('semantic-conventions');
  });
});
