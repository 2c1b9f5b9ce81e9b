import { createRun, NOW } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import { describeDuration, describeQueue } from './describeRun';

const executing = {
  phase: 'executing' as const,
  startedAt: '2026-11-18T13:20:00.000Z',
  durationSeconds: null,
};
const pending = {
  phase: 'pending' as const,
  queuedAt: '2026-11-18T13:29:00.000Z',
  startedAt: null,
  durationSeconds: null,
  queueSeconds: null,
};

it.each([
  [{}, '9 min', '41 s'],
  [executing, '12 min so far', '41 s'],
  [pending, 'Not started', '3 min so far'],
  [{ durationSeconds: null, queueSeconds: null }, 'Unknown', 'Unknown'],
])(
  'tells of %j a duration of %p and a queue of %p',
  (partial, took, waited) => {
    const run = createRun(partial);
    expect(describeDuration(run, NOW, t)).toBe(took);
    expect(describeQueue(run, NOW, t)).toBe(waited);
  },
);
