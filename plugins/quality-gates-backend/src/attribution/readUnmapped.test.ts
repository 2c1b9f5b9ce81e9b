import { unmappedSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createUnmappedReader } from './readUnmapped';

describe('createUnmappedReader', () => {
  it('answers what a fact said of itself and how it could be mapped', async () => {
    const listUnmapped = jest.fn(async () => ({
      rows: [
        {
          id: 'u1',
          type: 'deployment' as const,
          key: 'plain:ci/7',
          source: 'plain/ci',
          subject: {
            repository: { host: 'github.com', path: 'acme/mono' },
            pipeline: 'cart-ci',
            annotations: [{ key: 'argocd/app-name', value: 'cart' }],
          },
          reason: 'ambiguous' as const,
          candidates: ['component:default/cart', 'component:default/search'],
          firstAt: Date.UTC(2025, 2, 10),
          lastAt: Date.UTC(2025, 2, 11),
          count: 3,
        },
      ],
      nextCursor: 'more',
    }));
    const query = { reason: 'ambiguous', limit: 10, cursor: 'c' };
    const page = await createUnmappedReader({ listUnmapped }).listUnmapped(
      query,
    );
    expect(listUnmapped).toHaveBeenCalledWith(query);
    expect(page).toEqual({
      items: [
        {
          id: 'u1',
          type: 'deployment',
          source: 'plain/ci',
          keys: {
            key: 'plain:ci/7',
            repository: 'github.com/acme/mono',
            pipeline: 'cart-ci',
            candidates: 'component:default/cart, component:default/search',
            'argocd/app-name': 'cart',
          },
          reason: 'ambiguous',
          suggestions: [
            { annotation: 'quality-gates.io/pipeline', value: '^cart-ci$' },
          ],
          firstAt: '2025-03-10T00:00:00.000Z',
          lastAt: '2025-03-11T00:00:00.000Z',
          count: 3,
        },
      ],
      nextCursor: 'more',
    });
    expect(unmappedSchema.safeParse(page.items[0]).success).toBe(true);
  });
});
