import { gitlabInstant } from './instant';

describe('gitlabInstant', () => {
  it.each([
    ['2025-04-01 18:31:49 UTC', '2025-04-01T18:31:49Z'],
    ['2025-04-01 20:31:49 +0200', '2025-04-01T18:31:49Z'],
    ['2025-04-01 18:31:49 +0000', '2025-04-01T18:31:49Z'],
    ['2025-04-01 13:01:49 -0530', '2025-04-01T18:31:49Z'],
    ['2025-04-01T18:31:49Z', '2025-04-01T18:31:49Z'],
    ['2025-04-01T18:31:49.886Z', '2025-04-01T18:31:49.886Z'],
    ['2025-04-01T20:31:49+02:00', '2025-04-01T18:31:49Z'],
    ['2025-04-01T20:31:49.000+0200', '2025-04-01T18:31:49Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(gitlabInstant.parse(text)).toBe(Date.parse(instant));
  });

  it.each([
    '2025-04-01 18:31:49',
    '2025-04-01',
    '2025-13-01 18:31:49 UTC',
    '2025-04-01 18:31:49 CEST',
    'yesterday',
    '',
  ])('refuses %j, which names no instant', text => {
    expect(gitlabInstant.safeParse(text).success).toBe(false);
  });
});
