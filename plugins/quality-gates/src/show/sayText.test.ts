import { NOW } from '../__testUtils__/facts';
import { sayText } from './sayText';

const reader = { zone: 'Europe/Berlin', now: NOW };

it.each([
  ['Waits for group:default/shop-team.', 'Waits for shop-team.'],
  ['USER:default/a.kim, group:x/leads decide', 'a.kim, leads decide'],
  ['component:default/checkout', 'component:default/checkout'],
  ['soaks until 2026-11-18T15:45:25.615Z', 'soaks until 16:45'],
  ['open until 2026-11-20T07:00:00Z.', 'open until 20 Nov, 08:00.'],
  ['version 2026-11-18 is due', 'version 2026-11-18 is due'],
])('says %p as %p', (text, said) => {
  expect(sayText(text, reader)).toBe(said);
});
