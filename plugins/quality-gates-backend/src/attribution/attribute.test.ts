import type {
  FactType,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { IngestToken } from '../config';
import { readAllowedEntities } from './allowedEntities';
import { createAttribute } from './attribute';
import { EntityIndex } from './EntityIndex';

function indexOf(
  entities: Record<string, Record<string, string>>,
): EntityIndex {
  const index = new EntityIndex();
  for (const [ref, annotations] of Object.entries(entities)) {
    const [kind, name] = ref.split(/:.*\//);
    index.add({ ref, kind, name, etag: '1', annotations });
  }
  return index;
}

const MONO = { host: 'github.com', path: 'acme/mono' };
const at = (folder: string) => ({
  'backstage.io/source-location': `url:https://github.com/acme/mono/tree/main/${folder}`,
});

const catalog = indexOf({
  'component:default/checkout': {
    'github.com/project-slug': 'Acme/Checkout',
    'argocd/app-name': 'checkout-eu, checkout-us',
  },
  'component:default/cart': {
    ...at('services/cart/'),
    'quality-gates.io/pipeline': '^cart-',
  },
  'component:default/cart-admin': at('services/cart/admin/'),
  'component:default/search': {
    ...at(''),
    'quality-gates.io/path': 'services/search, libs/search',
    'quality-gates.io/pipeline': '^search-',
  },
  'component:default/twin-a': {
    'github.com/project-slug': 'acme/twins',
    'jenkins.io/job-full-name': 'twins/build',
  },
  'component:other/twin-b': {
    'github.com/project-slug': 'acme/twins',
    'jenkins.io/job-full-name': 'twins/build',
  },
  'api:default/checkout-api': {
    'backstage.io/source-location': 'url:https://github.com/acme/checkout/',
    'argocd/app-name': 'checkout-eu',
  },
  'resource:default/bucket': {
    'backstage.io/source-location': 'url:https://github.com/acme/terraform/',
    'backstage.io/kubernetes-id': 'bucket-operator',
  },
  'component:default/inner': {
    'backstage.io/source-location': 'url:https://git.acme.com/acme/catalog/',
    'gitlab.com/project-slug': 'group/sub/inner',
  },
  'system:default/shop': {
    'backstage.io/source-location': 'url:https://github.com/acme/systems/',
    'argocd/app-name': 'shop-all',
  },
  'group:default/team': {
    'backstage.io/source-location': 'url:https://github.com/acme/teams/',
  },
});

function attribute(
  type: FactType,
  subject: Subject,
  options: {
    serviceName?: boolean;
    tokens?: Pick<IngestToken, 'name' | 'entities'>[];
    reportedBy?: string;
    index?: EntityIndex;
  } = {},
) {
  const tokens = (options.tokens ?? []).map(token => ({
    token: 'not-looked-at',
    allow: ['ingest' as const],
    sources: ['*'],
    ...token,
  }));
  return createAttribute({
    index: () => options.index ?? catalog,
    serviceName: options.serviceName ?? true,
    mayReportFor: readAllowedEntities(tokens),
  })({ type, subject, reportedBy: options.reportedBy ?? null });
}

describe('an entity named by the sender', () => {
  it.each([
    'component:default/checkout',
    'Component:Checkout',
    'COMPONENT:DEFAULT/CHECKOUT',
    'checkout',
  ])('is found as %s', entityRef => {
    expect(attribute('deployment', { entityRef })).toEqual({
      entityRefs: ['component:default/checkout'],
    });
  });

  it('may be of any kind', () => {
    expect(attribute('incident', { entityRef: 'group:default/team' })).toEqual({
      entityRefs: ['group:default/team'],
    });
  });

  it.each(['component:default/gone', 'not a ref', ''])(
    'is never guessed when it is "%s"',
    entityRef => {
      expect(
        attribute('run', { entityRef, repository: MONO, service: 'checkout' }),
      ).toEqual({ entityRefs: [], reason: 'unknown-entity' });
    },
  );
});

describe('a service name', () => {
  it('finds the component of that name', () => {
    expect(attribute('deployment', { service: 'Checkout' })).toEqual({
      entityRefs: ['component:default/checkout'],
    });
  });

  it('finds a workload by its Kubernetes id when no component has that name', () => {
    expect(attribute('incident', { service: 'bucket-operator' })).toEqual({
      entityRefs: ['resource:default/bucket'],
    });
  });

  it('is not looked at where that is switched off', () => {
    expect(
      attribute('deployment', { service: 'checkout' }, { serviceName: false }),
    ).toEqual({ entityRefs: [], reason: 'no-match' });
  });

  it('that nobody has leaves the decision to the repository', () => {
    const repository = { host: 'github.com', path: 'acme/checkout' };
    expect(attribute('run', { service: 'github-actions', repository })).toEqual(
      { entityRefs: ['component:default/checkout'] },
    );
  });
});

describe("a tool's annotation", () => {
  const argo = (value: string) => ({
    annotations: [{ key: 'argocd/app-name', value }],
  });

  it('matches an item of a comma list', () => {
    expect(attribute('deployment', argo('checkout-us'))).toEqual({
      entityRefs: ['component:default/checkout'],
    });
  });

  it('prefers the component to an API that carries the same value', () => {
    expect(attribute('deployment', argo('checkout-eu'))).toEqual({
      entityRefs: ['component:default/checkout'],
    });
  });

  it('matches a system when no component carries it', () => {
    expect(attribute('deployment', argo('shop-all'))).toEqual({
      entityRefs: ['system:default/shop'],
    });
  });

  it.each(['checkout', 'checkout-e', 'Checkout-EU', ''])(
    'does not match "%s", which is not exactly it',
    value => {
      expect(attribute('deployment', argo(value))).toMatchObject({
        reason: 'no-match',
      });
    },
  );

  it('goes before the repository', () => {
    expect(
      attribute('deployment', { ...argo('checkout-eu'), repository: MONO }),
    ).toEqual({ entityRefs: ['component:default/checkout'] });
  });
});

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

describe('the entities of a token', () => {
  const limited = {
    tokens: [{ name: 'cart-ci', entities: ['component:cart*', 'api:*/*'] }],
    reportedBy: 'cart-ci',
  };

  it('let through what they name', () => {
    expect(
      attribute('deployment', { entityRef: 'component:cart-admin' }, limited),
    ).toEqual({ entityRefs: ['component:default/cart-admin'] });
  });

  it('refuse what they do not name', () => {
    expect(
      attribute('deployment', { entityRef: 'component:checkout' }, limited),
    ).toEqual({ entityRefs: [], reason: 'not-allowed' });
  });

  it('take the others out of a shared run and out of those a commit passes', () => {
    expect(
      attribute('change', { repository: MONO }, limited).entityRefs,
    ).toEqual(['component:default/cart', 'component:default/cart-admin']);
    expect(
      attribute(
        'commit',
        { repository: MONO, changedPaths: ['services/cart/a'] },
        limited,
      ),
    ).toEqual({
      entityRefs: ['component:default/cart'],
      passingRefs: ['component:default/cart-admin'],
    });
  });

  it('do not decide which of several a deployment means', () => {
    const one = {
      tokens: [{ name: 'cart-ci', entities: ['component:default/cart'] }],
      reportedBy: 'cart-ci',
    };
    expect(attribute('deployment', { repository: MONO }, one)).toMatchObject({
      reason: 'ambiguous',
    });
  });

  it('of a token that is configured no more are none', () => {
    expect(
      attribute(
        'run',
        { entityRef: 'component:cart' },
        { ...limited, reportedBy: 'gone' },
      ),
    ).toEqual({ entityRefs: [], reason: 'not-allowed' });
  });

  it.each([undefined, 'service:plugin:scaffolder'])(
    'do not limit %s',
    reportedBy => {
      expect(
        attribute(
          'run',
          { entityRef: 'component:checkout' },
          { ...limited, reportedBy },
        ),
      ).toEqual({ entityRefs: ['component:default/checkout'] });
    },
  );
});
