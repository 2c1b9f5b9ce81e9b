import { readPages } from './readPages';

function createList(length: number) {
  return jest.fn(async (page: { limit: number; cursor?: string }) => {
    const from = Number(page.cursor ?? 0);
    const to = Math.min(length, from + page.limit);
    const items = Array.from({ length: to - from }, (_, index) => from + index);
    return { items, nextCursor: to < length ? String(to) : null };
  });
}

it.each([
  [0, 400, 0, false],
  [10, 10, 10, false],
  [450, 1000, 450, false],
  [450, 400, 400, true],
  [450, 10, 10, true],
])(
  'reads of a list of %p, at most %p, %p items',
  async (length, max, count, truncated) => {
    const pages = await readPages(createList(length), max);
    expect(pages.items).toEqual(Array.from({ length: count }, (_, i) => i));
    expect(pages.truncated).toBe(truncated);
  },
);
