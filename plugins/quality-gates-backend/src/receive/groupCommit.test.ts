import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { GroupCommit, type GroupCommitOptions } from './groupCommit';

/** A writer whose flushes a test finishes by hand. */
function createManual(
  options: Partial<GroupCommitOptions<string, string>> = {},
) {
  const batches: string[][] = [];
  const finish: ((error?: Error) => void)[] = [];
  const group = new GroupCommit<string, string>({
    flush: batch =>
      new Promise((resolve, reject) => {
        batches.push([...batch]);
        finish.push(error => {
          if (error) reject(error);
          else resolve(batch.map(item => `${item}!`));
        });
      }),
    sizeOf: item => item.length,
    maxBatchItems: 100,
    maxBatchBytes: 1000,
    maxQueueItems: 100,
    maxQueueBytes: 1000,
    ...options,
  });
  const step = async (error?: Error) => {
    finish.shift()!(error);
    for (let n = 0; n < 10; n++) await Promise.resolve();
  };
  return { group, batches, step };
}

/** What became of promises, without waiting for them. */
function watch(...promises: Promise<string>[]) {
  const seen: string[] = promises.map(() => 'waiting');
  promises.forEach((promise, index) => {
    promise.then(
      answer => (seen[index] = answer),
      error => (seen[index] = error.name),
    );
  });
  return seen;
}

describe('group commit', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('writes at once when the writer is free, and what queued meanwhile as one batch', async () => {
    const { group, batches, step } = createManual();
    const seen = watch(group.submit('a'), group.submit('b'), group.submit('c'));
    await Promise.resolve();
    expect(batches).toEqual([['a']]);
    await step();
    expect(batches).toEqual([['a'], ['b', 'c']]);
    expect(seen).toEqual(['a!', 'waiting', 'waiting']);
    await step();
    expect(seen).toEqual(['a!', 'b!', 'c!']);
  });

  it('answers only after the commit', async () => {
    const { group, step } = createManual();
    const seen = watch(group.submit('a'));
    await jest.advanceTimersByTimeAsync(1999);
    expect(seen).toEqual(['waiting']);
    await step();
    expect(seen).toEqual(['a!']);
  });

  it('bounds a batch by number and by bytes, but never starves a large item', async () => {
    const { group, batches, step } = createManual({
      maxBatchItems: 2,
      maxBatchBytes: 4,
    });
    watch(
      ...['a', 'b', 'c', 'd', 'eee', 'ff', 'g'.repeat(9)].map(i =>
        group.submit(i),
      ),
    );
    for (let n = 0; n < 5; n++) await step();
    expect(batches).toEqual([
      ['a'],
      ['b', 'c'],
      ['d', 'eee'],
      ['ff'],
      ['ggggggggg'],
    ]);
  });

  it('lets one bad item fail alone', async () => {
    const flushed: string[][] = [];
    const group = new GroupCommit<string, string>({
      flush: async batch => {
        if (batch.includes('bad')) throw new InputError('bad');
        flushed.push([...batch]);
        return batch.map(item => `${item}!`);
      },
      sizeOf: () => 1,
      maxBatchItems: 100,
      maxBatchBytes: 100,
      maxQueueItems: 100,
      maxQueueBytes: 100,
    });
    const items = ['first', 'a', 'b', 'bad', 'c', 'd', 'e'];
    const answers = items.map(item => group.submit(item));
    const seen = watch(...answers);
    await Promise.allSettled(answers);
    expect(seen).toEqual([
      'first!',
      'a!',
      'b!',
      'InputError',
      'c!',
      'd!',
      'e!',
    ]);
    expect(flushed.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'first']);
  });

  it('tells all of a batch at once that the database is away, without asking again', async () => {
    const { group, batches, step } = createManual();
    const seen = watch(...['a', 'b', 'c'].map(item => group.submit(item)));
    await step();
    await step(new ServiceUnavailableError('away'));
    expect(seen).toEqual([
      'a!',
      'ServiceUnavailableError',
      'ServiceUnavailableError',
    ]);
    expect(batches).toHaveLength(2);
  });

  it('goes on after a failure', async () => {
    const { group, step } = createManual();
    const seen = watch(group.submit('a'));
    await step(new ServiceUnavailableError('away'));
    const later = watch(group.submit('b'));
    await step();
    expect([seen, later]).toEqual([['ServiceUnavailableError'], ['b!']]);
  });

  it('refuses at once, with a time to come back, when the queue is full by number or bytes', async () => {
    for (const limit of [{ maxQueueItems: 2 }, { maxQueueBytes: 2 }]) {
      const { group, step } = createManual({ ...limit, retryAfterSeconds: 3 });
      const seen = watch(...['a', 'b', 'c'].map(item => group.submit(item)));
      await expect(group.submit('d')).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        retryAfterSeconds: 3,
      });
      await step();
      await step();
      expect(seen).toEqual(['a!', 'b!', 'c!']);
      const again = watch(group.submit('d'));
      await step();
      expect(again).toEqual(['d!']);
    }
  });

  it('has no room for items of unknown size when it is three quarters full', async () => {
    const { group, step } = createManual({
      maxBatchItems: 1,
      maxQueueBytes: 4,
    });
    const seen = watch(...['a', 'b', 'c', 'd'].map(item => group.submit(item)));
    group.assertRoom();
    watch(group.submit('e'));
    expect(() => group.assertRoom()).toThrow('send it again later');
    for (let n = 0; n < 5; n++) await step();
    expect(seen).toEqual(['a!', 'b!', 'c!', 'd!']);
    group.assertRoom();
  });

  it('gives up on an item after its deadline, and never writes it when it was still queued', async () => {
    const { group, batches, step } = createManual();
    const seen = watch(group.submit('a'), group.submit('b'));
    await jest.advanceTimersByTimeAsync(1999);
    expect(seen).toEqual(['waiting', 'waiting']);
    await jest.advanceTimersByTimeAsync(1);
    expect(seen).toEqual([
      'ServiceUnavailableError',
      'ServiceUnavailableError',
    ]);
    await step();
    expect(batches).toEqual([['a']]);
  });

  it('frees the room of items whose deadline passed', async () => {
    const { group } = createManual({ maxQueueItems: 1 });
    watch(group.submit('a'), group.submit('b'));
    await jest.advanceTimersByTimeAsync(2000);
    const seen = watch(group.submit('c'));
    await Promise.resolve();
    expect(seen).toEqual(['waiting']);
  });

  it('drains: resolves when everything is written, and at once when idle', async () => {
    const { group, step } = createManual();
    await group.drain();
    watch(group.submit('a'), group.submit('b'));
    let drained = false;
    const draining = group.drain().then(() => (drained = true));
    await step();
    expect(drained).toBe(false);
    await step();
    await draining;
    expect(drained).toBe(true);
  });

  it('leaves no timer behind', async () => {
    const { group, step } = createManual();
    watch(group.submit('a'));
    await step();
    expect(jest.getTimerCount()).toBe(0);
  });
});
