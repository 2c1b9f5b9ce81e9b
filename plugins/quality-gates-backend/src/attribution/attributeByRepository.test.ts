import type { Subject } from '@quality-gates/backstage-plugin-quality-gates-node';
import { at, attribute, indexOf, MONO } from './__testUtils__/attribute';

describe('a repository', () => {
  const of = (host: string, path: string, more: Subject = {}) => ({
    repository: { host, path },
    ...more,
  });

  it('is that of the project slug, and an API beside the component does not make it ambiguous', () => {
    expect(attribute('deployment', of('github.com', 'acme/checkout'))).toEqual({
      entityRefs: ['component:default/checkout'],
    });
  });

  it('on another host is another repository', () => {
    expect(
      attribute('deployment', of('ghe.acme.com', 'acme/checkout')),
    ).toEqual({ entityRefs: [], reason: 'no-match' });
  });

  it('of a slug is on the host that the source location names', () => {
    expect(attribute('run', of('git.acme.com', 'group/sub/inner'))).toEqual({
      entityRefs: ['component:default/inner'],
    });
    expect(attribute('run', of('gitlab.com', 'group/sub/inner'))).toEqual({
      entityRefs: [],
      reason: 'no-match',
    });
  });

  it('without a component belongs to its resource', () => {
    expect(attribute('run', of('github.com', 'acme/terraform'))).toEqual({
      entityRefs: ['resource:default/bucket'],
    });
  });

  it.each(['acme/systems', 'acme/teams'])(
    'of %s, which only declares a system or group, belongs to nobody',
    path => {
      expect(attribute('run', of('github.com', path))).toMatchObject({
        reason: 'no-match',
      });
    },
  );

  it('may be given as a URL of a folder in it', () => {
    expect(
      attribute(
        'deployment',
        of('github.com', 'acme/mono/tree/main/services/search'),
      ),
    ).toEqual({ entityRefs: ['component:default/search'] });
  });
});

describe('a repository of several components', () => {
  const inMono = (more: Subject) => ({ repository: MONO, ...more });

  it.each([
    ['services/cart', ['component:default/cart']],
    ['/Services/Cart/src/', ['component:default/cart']],
    ['services/cart/admin/page.ts', ['component:default/cart-admin']],
    ['libs/search', ['component:default/search']],
  ])('gives %s to the longest folder', (path, entityRefs) => {
    expect(attribute('deployment', inMono({ path }))).toEqual({ entityRefs });
  });

  it('gives a folder that nobody claims to nobody', () => {
    expect(attribute('run', inMono({ path: 'services/cartoon' }))).toEqual({
      entityRefs: [],
      reason: 'no-match',
    });
  });

  it('gives a run to who claims its pipeline', () => {
    expect(attribute('run', inMono({ pipeline: 'search-ci' }))).toEqual({
      entityRefs: ['component:default/search'],
    });
  });

  it('gives a pipeline that nobody claims to those that claim none', () => {
    expect(attribute('run', inMono({ pipeline: 'nightly' }))).toEqual({
      entityRefs: ['component:default/cart-admin'],
    });
  });

  it('gives a change to all of them', () => {
    expect(attribute('change', inMono({})).entityRefs).toEqual([
      'component:default/cart',
      'component:default/cart-admin',
      'component:default/search',
    ]);
  });

  it.each(['deployment', 'incident', 'gate-report'] as const)(
    'never copies a %s to all of them',
    type => {
      expect(attribute(type, inMono({}))).toEqual({
        entityRefs: [],
        reason: 'ambiguous',
        candidates: [
          'component:default/cart',
          'component:default/cart-admin',
          'component:default/search',
        ],
      });
    },
  );

  it('gives a commit to those whose files it touches and lets it pass the others', () => {
    expect(
      attribute(
        'commit',
        inMono({
          changedPaths: ['services/cart/a.ts', 'libs/search/b.ts'],
          pipeline: 'search-ci',
        }),
      ),
    ).toEqual({
      entityRefs: ['component:default/cart', 'component:default/search'],
      passingRefs: ['component:default/cart-admin'],
    });
  });

  it('lets a commit that touches nobody pass all of them', () => {
    expect(
      attribute('commit', inMono({ changedPaths: ['README.md'] })),
    ).toEqual({
      entityRefs: [],
      passingRefs: [
        'component:default/cart',
        'component:default/cart-admin',
        'component:default/search',
      ],
    });
  });

  it.each([undefined, []])(
    'gives a commit whose files are not known (%s) to all of them',
    changedPaths => {
      const all = attribute('commit', inMono({ changedPaths }));
      expect(all.entityRefs).toHaveLength(3);
      expect(all.passingRefs).toBeUndefined();
    },
  );

  it('gives a run of twins to both, and a deployment to none', () => {
    const twins = {
      annotations: [{ key: 'jenkins.io/job-full-name', value: 'twins/build' }],
    };
    const both = ['component:default/twin-a', 'component:other/twin-b'];
    expect(attribute('run', twins)).toEqual({ entityRefs: both });
    expect(attribute('deployment', twins)).toEqual({
      entityRefs: [],
      reason: 'ambiguous',
      candidates: both,
    });
  });

  it('lets a pattern that cannot be used match nothing', () => {
    const index = indexOf({
      'component:default/evil': {
        ...at(''),
        'quality-gates.io/pipeline': '(a+)+$',
      },
    });
    expect(
      attribute('run', inMono({ pipeline: 'aaaa' }), { index }),
    ).toMatchObject({ reason: 'no-match' });
    expect(index.problems).toEqual([
      expect.stringContaining('component:default/evil'),
    ]);
  });
});
