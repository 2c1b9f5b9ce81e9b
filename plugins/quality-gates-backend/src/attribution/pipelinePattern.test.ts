import { readPipelinePattern } from './pipelinePattern';

function matches(pattern: string, name: string): boolean {
  const read = readPipelinePattern(pattern);
  if (typeof read !== 'function') throw new Error(read.problem);
  return read(name);
}

describe('readPipelinePattern', () => {
  it.each([
    ['^cart-', 'cart-ci', true],
    ['^cart-', 'my-cart-ci', false],
    ['cart', 'Deploy Cart', true],
    ['^(build|deploy) cart( .*)?$', 'Deploy cart to prod', true],
    ['^[a-z+*]+-cart$', 'build-cart', true],
    ['^cart \\(main\\)$', 'cart (main)', true],
    ['^cart\\(?', 'cart', true],
  ])('%s finds "%s": %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  it.each([
    ['(a+)+$', 'repeats a group'],
    ['(a|a)*b', 'repeats a group'],
    ['((ab?)){2,}', 'repeats a group'],
    ['[^](a*)*', 'repeats a group'],
    ['a*a*a*', 'too many'],
    ['^a*a*a*a*$', 'too many'],
    [`^${'(a|a)'.repeat(40)}$`, 'too many'],
    ['(a)\\1', 'look-around, a back reference'],
    ['^(?!cart)', 'look-around'],
    ['(', 'no regular expression'],
    ['a'.repeat(300), 'longer than 256'],
  ])('refuses %s', (pattern, problem) => {
    expect(readPipelinePattern(pattern)).toEqual({
      problem: expect.stringContaining(problem),
    });
  });

  it('answers within a fraction of a second for the worst pattern it takes', () => {
    const startedAt = performance.now();
    expect(matches('^a*a*a*$', `${'a'.repeat(255)}b`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('matches no name longer than 256 characters', () => {
    expect(matches('a', 'a'.repeat(257))).toBe(false);
  });
});
