import { isSameCommit } from './isSameCommit';

describe('isSameCommit', () => {
  it.each([
    ['7d4c0ffee', '7d4c0ffee', true],
    ['7d4c0ff', '7D4C0FFEE', true],
    ['7D4C0FFEE', '7d4c0ff', true],
    ['7d4c0f', '7d4c0ffee', false],
    ['7d4c0fe', '7d4c0ffee', false],
    [undefined, '7d4c0ffee', false],
    [undefined, undefined, false],
    ['', '', false],
  ])('of %s and %s is %s', (one, other, expected) => {
    expect(isSameCommit(one, other)).toBe(expected);
  });
});
