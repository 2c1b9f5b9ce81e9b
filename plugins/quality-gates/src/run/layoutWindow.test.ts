import { layoutWindow } from './layoutWindow';

const box = { rows: 5000, rowHeight: 26, height: 520 };

it('holds what can be seen and some more, never all', () => {
  const { first, end } = layoutWindow({ ...box, top: 26_000 });
  expect(first).toBeLessThanOrEqual(1000);
  expect(end).toBeGreaterThanOrEqual(1020);
  expect(end - first).toBeLessThan(60);
});

it('stays within the rows', () => {
  expect(layoutWindow({ ...box, top: 0 }).first).toBe(0);
  expect(layoutWindow({ ...box, top: 26 * 5000 }).end).toBe(5000);
});
