import { nameRefs } from './nameRefs';

it.each([
  ['Waits for group:default/shop-team.', 'Waits for shop-team.'],
  ['USER:default/a.kim, group:x/leads decide', 'a.kim, leads decide'],
  [
    'component:default/checkout is not asked',
    'component:default/checkout is not asked',
  ],
])('says %p as %p', (text, said) => {
  expect(nameRefs(text)).toBe(said);
});
