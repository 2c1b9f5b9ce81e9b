import { layoutBullet } from './layoutBullet';

describe('layoutBullet', () => {
  it('puts the zones of an at-most limit right of it', () => {
    const { zones, value } = layoutBullet(4, {
      warn: 2,
      fail: 4,
      direction: 'at-most',
    });
    expect(zones).toEqual([
      { level: 'warn', from: 0.4, to: 0.8 },
      { level: 'fail', from: 0.8, to: 1 },
    ]);
    expect(value).toBe(0.8);
  });

  it('puts the zones of an at-least limit left of it', () => {
    const { zones } = layoutBullet(100, {
      warn: 50,
      fail: 25,
      direction: 'at-least',
    });
    expect(zones).toEqual([
      { level: 'warn', from: 0.2, to: 0.4 },
      { level: 'fail', from: 0, to: 0.2 },
    ]);
  });

  it('keeps everything on the track when all is zero or something is negative', () => {
    expect(layoutBullet(0, { fail: 0, direction: 'at-most' }).zones).toEqual([
      { level: 'fail', from: 0, to: 1 },
    ]);
    const { value, ticks } = layoutBullet(-5, {
      fail: 5,
      direction: 'at-most',
    });
    expect(value).toBe(0);
    expect(ticks[0].at).toBeGreaterThan(0);
    expect(ticks[0].at).toBeLessThan(1);
  });
});
