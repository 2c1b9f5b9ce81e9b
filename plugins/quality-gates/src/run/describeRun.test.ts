import { createRun } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import { describeHeadline } from './describeRun';

const because = (verdict: 'change' | 'platform' | 'flaky' | 'unknown') => ({
  result: 'failure' as const,
  attribution: { verdict, spanId: null, sentence: 'So.', changedFrom: null },
});

it.each([
  [because('change'), 'Run 4816 failed because of the change'],
  [because('platform'), 'Run 4816 failed because of the platform'],
  [because('flaky'), 'Run 4816 failed because of a flaky test'],
  [because('unknown'), 'Run 4816 failed, reason unknown'],
  [{ result: 'timeout' as const }, 'Run 4816 failed, reason unknown'],
  [{}, 'Run 4816 passed in 9:00'],
  [{ durationSeconds: null }, 'Run 4816 passed'],
  [{ result: 'unknown' as const }, 'Run 4816 ended, result unknown'],
  [{ result: 'cancellation' as const }, 'Run 4816 was cancelled'],
  [{ phase: 'executing' as const }, 'Run 4816 is running'],
  [{ phase: 'pending' as const }, 'Run 4816 waits to start'],
  [{ url: null }, 'checkout-ci passed in 9:00'],
  [
    { attempt: 2, url: 'https://github.com/a/b/actions/runs/7/attempts/2' },
    'Run 7 (attempt 2) passed in 9:00',
  ],
  [{ url: 'https://ci.example.com/job/pay/42/' }, 'Run 42 passed in 9:00'],
])('says of %j: %s', (partial, headline) => {
  expect(describeHeadline(createRun(partial), t)).toBe(headline);
});
