import fc from 'fast-check';
import { createRateLimit } from './rateLimit';

describe('a rate limit', () => {
  it('lets a burst through, then the rate, key by key', () => {
    let now = 0;
    const limit = createRateLimit({ perSecond: 2, burst: 3, now: () => now });
    const take = (key: string) => limit.take(key);
    expect(['a', 'a', 'a', 'a', 'b'].map(take)).toEqual([0, 0, 0, 1, 0]);
    now = 500;
    expect(['a', 'a'].map(take)).toEqual([0, 1]);
  });

  it('names the seconds after which one is there again', () => {
    let now = 0;
    const limit = createRateLimit({ perSecond: 0.1, burst: 1, now: () => now });
    expect(limit.take('a')).toBe(0);
    const seconds = limit.take('a');
    expect(seconds).toBe(10);
    now = seconds * 1000 - 1;
    expect(limit.take('a')).toBe(1);
    now = seconds * 1000;
    expect(limit.take('a')).toBe(0);
  });

  it('takes nothing when it only looks', () => {
    const limit = createRateLimit({ perSecond: 1, burst: 1, now: () => 0 });
    expect([limit.peek('a'), limit.peek('a'), limit.take('a')]).toEqual([
      0, 0, 0,
    ]);
    expect(limit.peek('a')).toBe(1);
  });

  it('is off at 0', () => {
    const limit = createRateLimit({ perSecond: 0, burst: 0, now: () => 0 });
    expect(Array.from({ length: 99 }, () => limit.take('a'))).toEqual(
      Array(99).fill(0),
    );
  });

  it('is not fooled by a clock that goes back', () => {
    let now = 1000;
    const limit = createRateLimit({ perSecond: 1, burst: 1, now: () => now });
    limit.take('a');
    now = 0;
    expect(limit.take('a')).toBe(1);
  });

  it('forgets the key that is longest unused beyond its number of keys', () => {
    const limit = createRateLimit({
      perSecond: 1,
      burst: 1,
      now: () => 0,
      maxKeys: 2,
    });
    const taken = ['a', 'b', 'a', 'c', 'a', 'b'].map(key => limit.take(key));
    expect(taken).toEqual([0, 0, 1, 0, 1, 0]);
  });

  it('never lets more through than burst plus rate times time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 200 }),
        (perSecond, pauses) => {
          let now = 0;
          const limit = createRateLimit({
            perSecond,
            burst: 2 * perSecond,
            now: () => now,
          });
          let passed = 0;
          for (const pause of pauses) {
            now += pause;
            if (limit.take('a') === 0) passed += 1;
          }
          expect(passed).toBeLessThanOrEqual(
            2 * perSecond + (perSecond * now) / 1000 + 1e-6,
          );
        },
      ),
    );
  });
});
