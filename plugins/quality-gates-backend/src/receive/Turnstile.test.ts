import { Turnstile } from './Turnstile';

/** Work that lasts until it is told to end. */
function makeWork() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>(resolve => ends.push(resolve));
  return { work, ends };
}

const nextTurn = () => new Promise(resolve => setImmediate(resolve));

describe('a turnstile', () => {
  it('lets in the next in line when one leaves', async () => {
    const turnstile = new Turnstile({
      mostInside: 2,
      mostWaiting: 10,
      deadlineMs: 1000,
    });
    const { work, ends } = makeWork();
    const passing = [1, 2, 3, 4].map(() => turnstile.pass(work));
    await nextTurn();
    expect(ends).toHaveLength(2);
    ends[0]();
    await passing[0];
    await nextTurn();
    expect(ends).toHaveLength(3);
    ends[1]();
    ends[2]();
    await nextTurn();
    ends[3]();
    await Promise.all(passing);
  });

  it('gives the place of one whose work failed to the next', async () => {
    const turnstile = new Turnstile({
      mostInside: 1,
      mostWaiting: 10,
      deadlineMs: 1000,
    });
    const failing = turnstile.pass(async () => {
      throw new TypeError('not what it claims');
    });
    const next = turnstile.pass(async () => 'in');
    await expect(failing).rejects.toThrow('not what it claims');
    await expect(next).resolves.toBe('in');
  });

  it('refuses those for whom the line is too long, to come again', async () => {
    const turnstile = new Turnstile({
      mostInside: 1,
      mostWaiting: 1,
      deadlineMs: 1000,
    });
    const { work, ends } = makeWork();
    const passing = [turnstile.pass(work), turnstile.pass(work)];
    await expect(turnstile.pass(work)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      retryAfterSeconds: 1,
    });
    ends[0]();
    await nextTurn();
    ends[1]();
    await Promise.all(passing);
  });

  it('refuses one whose turn does not come in time, and nobody after it', async () => {
    const turnstile = new Turnstile({
      mostInside: 1,
      mostWaiting: 10,
      deadlineMs: 20,
    });
    const { work, ends } = makeWork();
    const first = turnstile.pass(work);
    await expect(turnstile.pass(work)).rejects.toThrow('send it again later');
    ends[0]();
    await first;
    await expect(turnstile.pass(async () => 'in')).resolves.toBe('in');
  });
});
