import { createDelivery, NOW } from '../__testUtils__/facts';
import { proposeWindow, readWindow } from './replayWindow';

const berlin = { zone: 'Europe/Berlin', now: NOW };

it('proposes a window that holds every failed delivery', () => {
  const fields = proposeWindow(
    [
      createDelivery(),
      createDelivery({ receivedAt: '2026-11-17T09:30:41.000Z' }),
    ],
    berlin,
  );
  expect(fields).toEqual({ from: '2026-11-17T10:30', to: '2026-11-18T14:33' });
});

it('reads the fields in the zone they are shown in', () => {
  const fields = { from: '2026-11-17T10:30', to: '2026-11-18T14:33' };
  expect(readWindow(fields, 'Europe/Berlin')).toEqual({
    from: '2026-11-17T09:30:00.000Z',
    to: '2026-11-18T13:33:00.000Z',
  });
});

it.each([
  ['2026-11-18T14:33', '2026-11-18T14:33'],
  ['2026-11-18T14:33', '2026-11-17T14:33'],
  ['', '2026-11-17T14:33'],
])('asks for nothing from %p to %p', (from, to) => {
  expect(readWindow({ from, to }, 'UTC')).toBeUndefined();
});
