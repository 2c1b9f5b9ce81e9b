import { setTimeout as sleep } from 'node:timers/promises';
import { limitTime } from './limitTime';

describe('limitTime', () => {
  it('is aborted as the other signal is, for the same reason', () => {
    const other = new AbortController();
    const limit = limitTime(other.signal, 60_000);
    expect(limit.signal.aborted).toBe(false);
    const reason = new Error('enough');
    other.abort(reason);
    expect(limit.signal.reason).toBe(reason);
    expect(limit.isLate()).toBe(false);
    limit.end();
  });

  it('is aborted from the start when the other signal is', () => {
    const limit = limitTime(AbortSignal.abort('gone'), 60_000);
    expect(limit.signal.reason).toBe('gone');
    limit.end();
  });

  it('is aborted when the time is up, and says so', async () => {
    const limit = limitTime(new AbortController().signal, 5);
    await sleep(50);
    expect(limit.signal.reason).toMatchObject({ name: 'TimeoutError' });
    expect(limit.isLate()).toBe(true);
  });

  it('leaves the signal alone once it has ended', async () => {
    const other = new AbortController();
    const limit = limitTime(other.signal, 5);
    limit.end();
    other.abort();
    await sleep(50);
    expect(limit.signal.aborted).toBe(false);
    expect(limit.isLate()).toBe(false);
  });
});
