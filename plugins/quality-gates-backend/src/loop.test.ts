import { mockServices } from '@backstage/backend-test-utils';
import { createLoop } from './loop';

describe('createLoop', () => {
  const logger = mockServices.logger.mock();

  beforeEach(() => {
    jest.useFakeTimers();
    jest.clearAllMocks();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('goes on while the work says there is more', async () => {
    const work = jest
      .fn<Promise<boolean>, []>()
      .mockResolvedValueOnce(true)
      .mockResolvedValueOnce(true)
      .mockResolvedValue(false);
    const loop = createLoop({ work, what: 'work', logger });
    loop.wake();
    await jest.advanceTimersByTimeAsync(10);
    expect(work).toHaveBeenCalledTimes(3);
    await loop.stop();
  });

  it('lets the rest of the process run between two rounds', async () => {
    jest.useRealTimers();
    let turns = 0;
    const count = () => {
      turns += 1;
      if (turns < 100) setImmediate(count);
    };
    setImmediate(count);
    const seen: number[] = [];
    const loop = createLoop({
      async work() {
        seen.push(turns);
        return seen.length < 4;
      },
      what: 'work',
      logger,
    });
    loop.wake();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(4);
    await loop.stop();
  });

  it('runs one more round when it is woken during one, and never two at once', async () => {
    let atOnce = 0;
    let most = 0;
    const work = jest.fn(async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise(resolve => setTimeout(resolve, 10));
      atOnce -= 1;
      return false;
    });
    const loop = createLoop({ work, what: 'work', logger });
    loop.wake();
    loop.wake();
    loop.wake();
    await jest.advanceTimersByTimeAsync(100);
    expect(work).toHaveBeenCalledTimes(2);
    expect(most).toBe(1);
    await loop.stop();
  });

  it('looks again after the interval without being woken', async () => {
    const work = jest.fn(async () => false);
    const loop = createLoop({ work, what: 'work', everyMs: 1000, logger });
    await jest.advanceTimersByTimeAsync(3500);
    expect(work).toHaveBeenCalledTimes(3);
    await loop.stop();
  });

  it('tries again after a failure, warns once for a row of them, and says when it is over', async () => {
    const work = jest
      .fn<Promise<boolean>, []>()
      .mockRejectedValueOnce(new Error('away'))
      .mockRejectedValueOnce(new Error('away'))
      .mockResolvedValue(false);
    const loop = createLoop({ work, what: 'work', logger });
    loop.wake();
    await jest.advanceTimersByTimeAsync(2000);
    expect(work).toHaveBeenCalledTimes(3);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.info).toHaveBeenCalledWith('Can work again');
    await loop.stop();
  });

  it('starts nothing after it was stopped', async () => {
    const work = jest.fn(async () => false);
    const loop = createLoop({ work, what: 'work', everyMs: 10, logger });
    await loop.stop();
    loop.wake();
    await jest.advanceTimersByTimeAsync(100);
    expect(work).not.toHaveBeenCalled();
  });
});
