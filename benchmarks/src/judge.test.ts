import type { Finding } from './Area';
import { judge, missedBy } from './judge';

const goal = (value: number, more: Partial<Finding> = {}): Finding => ({
  goal: 'P0',
  what: 'example',
  value,
  target: 10,
  direction: 'at-least',
  details: {},
  ...more,
});
const verdicts = (...findings: Finding[]) =>
  judge(findings).map(({ verdict }) => verdict);

describe('judge', () => {
  it('tolerates misses of at most 10 %, and one of at most 30 %', () => {
    expect(verdicts(goal(10), goal(9), goal(9.5), goal(7.5))).toEqual([
      'reached',
      'tolerated',
      'tolerated',
      'tolerated',
    ]);
  });

  it('fails a second goal that is missed by more than 10 %', () => {
    expect(verdicts(goal(8), goal(8.5))).toEqual(['failed', 'tolerated']);
  });

  it('fails a goal that is missed by more than 30 %', () => {
    expect(verdicts(goal(6.9))).toEqual(['failed']);
  });

  it('fails a single wrong answer', () => {
    const lost = goal(1, { target: 0, direction: 'at-most', hard: true });
    expect(verdicts(lost)).toEqual(['failed']);
    expect(missedBy(lost)).toBe(Infinity);
  });
});
