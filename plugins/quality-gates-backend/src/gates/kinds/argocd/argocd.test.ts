import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeGateKind,
  KIT_NOW,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { argocd } from './index';

const SHA = '4f2c1f6b9d0a4f2c1f6b9d0a4f2c1f6b9d0a4f2c';
const OLD = '00000000aaaa4f2c1f6b9d0a4f2c1f6b9d0a4f2c';
const PARAMS = {
  source: 'argocd-prod',
  apps: ['${service}-eu', '${service}-us'],
  revision: '${request.gitopsRevision}',
  images: { allTagged: '${version}', only: ['ghcr.io/acme/*'] },
};
const VALUES = {
  service: 'checkout',
  version: '1.5.0',
  'request.gitopsRevision': SHA,
};

const good = {
  sync: { status: 'Synced', revision: SHA },
  health: { status: 'Healthy' },
  operationState: { phase: 'Succeeded' },
  summary: { images: ['ghcr.io/acme/checkout:1.5.0', 'envoy:1.31'] },
};

/** Every application is good, but for what `checkout-us` has otherwise. */
function world(
  change: object = {},
  metadata: object = {},
): GateKindCase['answer'] {
  return ({ path }) => {
    const name = path.split('/').pop()!;
    const isChanged = name === 'checkout-us';
    return {
      json: {
        metadata: { name, ...(isChanged ? metadata : {}) },
        status: { ...good, ...(isChanged ? change : {}) },
      },
    };
  };
}

const failed = (value: number | null) => ({
  readings: [
    {
      name: 'applications that failed',
      value,
      missing: 'no application was found',
      limits: { fail: 0, direction: 'at-most' as const },
    },
  ],
});
const stable = { ...PARAMS, stableFor: '60s' };
const lookAt = (secondsAgo: number, isGood: boolean) => ({
  at: KIT_NOW - secondsAgo * 1000,
  measurement: { readings: [], summary: '', evidence: { isGood } },
});

describeGateKind(argocd, {
  params: PARAMS,
  sources: { 'argocd-prod': 'argocd' },
  context: { values: VALUES },
  value: {
    title: 'sees that everything is rolled out everywhere',
    answer: world(),
    measurement: {
      ...failed(0),
      pending: undefined,
      undecided: undefined,
      summary:
        '2 applications are Synced and Healthy as asked for: checkout-eu, checkout-us',
    },
  },
  empty: {
    title: 'has no value when a selector selects nothing',
    params: { source: 'argocd-prod', selector: 'app=${service}' },
    answer: () => ({ json: { items: null } }),
    measurement: failed(null),
  },
  more: [
    ...(
      [
        [
          'an older revision',
          { sync: { status: 'Synced', revision: OLD } },
          'checkout-us is synced to 0000000, not 4f2c1f6',
        ],
        [
          'one image that is the old one',
          {
            summary: {
              images: ['ghcr.io/acme/a:1.5.0', 'ghcr.io/acme/b:1.4.2'],
            },
          },
          'checkout-us runs ghcr.io/acme/b:1.4.2, not 1.5.0 (1 of 2 images)',
        ],
        [
          'an image by digest alone',
          { summary: { images: [`ghcr.io/acme/a@sha256:${'a'.repeat(64)}`] } },
          expect.stringContaining('not 1.5.0 (1 of 1 images)'),
        ],
        [
          'progress',
          { health: { status: 'Progressing' } },
          'checkout-us is Progressing',
        ],
        [
          'no operation yet',
          { operationState: undefined },
          'checkout-us was not synced yet',
        ],
        [
          'a running operation',
          { operationState: { phase: 'Running' } },
          'checkout-us is being synced (Running)',
        ],
        [
          'OutOfSync',
          { sync: { status: 'OutOfSync', revision: SHA } },
          'checkout-us is OutOfSync',
        ],
      ] as const
    ).map(([words, change, message]) => ({
      title: `waits for ${words}`,
      answer: world(change),
      measurement: { ...failed(0), pending: { message } },
    })),
    ...(
      [
        ['Degraded', { health: { status: 'Degraded' } }],
        ['a failed operation', { operationState: { phase: 'Failed' } }],
        ['an operation in error', { operationState: { phase: 'Error' } }],
      ] as const
    ).map(([words, change]) => ({
      title: `fails for ${words}`,
      answer: world(change),
      measurement: failed(1),
    })),
    {
      title: 'fails for an application that is being deleted',
      answer: world({}, { deletionTimestamp: '2025-03-10T11:00:00Z' }),
      measurement: failed(1),
    },
    ...(
      [
        ['no known health', { health: { status: 'Unknown' } }],
        ['no known sync', { sync: { status: 'Unknown' } }],
        ['no image that counts', { summary: {} }],
      ] as const
    ).map(([words, change]) => ({
      title: `decides nothing by ${words}`,
      answer: world(change),
      measurement: {
        pending: undefined,
        undecided: {
          code: 'unknown_state',
          message: `checkout-us has ${words}`,
        },
      },
    })),
    {
      title: 'knows the revision among those of several sources',
      answer: world({ sync: { status: 'Synced', revisions: [OLD, SHA] } }),
      measurement: { ...failed(0), pending: undefined },
    },
    {
      title: 'begins to wait when it is good for the first time',
      params: stable,
      answer: world(),
      measurement: {
        pending: { message: 'Must stay so for 60s', until: KIT_NOW + 60_000 },
      },
    },
    {
      title: 'begins anew after a bad look',
      params: stable,
      context: {
        earlier: [lookAt(90, true), lookAt(40, false), lookAt(20, true)],
      },
      answer: world(),
      measurement: {
        pending: { message: 'Must stay so for 60s', until: KIT_NOW + 40_000 },
      },
    },
    {
      title: 'is through once it was good for long enough',
      params: stable,
      context: { earlier: [lookAt(30, true), lookAt(60, true)] },
      answer: world(),
      measurement: { ...failed(0), pending: undefined },
    },
    {
      title: 'cannot be told with another application',
      answer: () => ({ json: { metadata: { name: 'cart' }, status: good } }),
      throws: 'InputError',
    },
    {
      title: 'does not select with what is no value of a label',
      params: { source: 'argocd-prod', selector: 'app=${service}' },
      context: { values: { service: 'a,app!=b' } },
      answer: () => ({ json: { items: [] } }),
      throws: 'InputError',
    },
  ],
  wrongParams: [
    {
      title: 'neither names nor a selector',
      params: { source: 'argocd-prod' },
    },
    {
      title: 'names and a selector',
      params: { source: 'argocd-prod', apps: ['a'], selector: 'a=b' },
    },
    { title: 'no application', params: { source: 'argocd-prod', apps: [] } },
  ],
});

it('warns when any revision would do', () => {
  const findings = argocd.lint({ source: 'argocd-prod', apps: ['a'] });
  expect(findings).toMatchObject([{ rule: 'any-revision' }]);
  expect(argocd.lint(PARAMS)).toEqual([]);
});

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'gates/argocd');
const isThere = existsSync(corpus);
const recorded = isThere ? describe : describe.skip;
const named = isThere ? '' : ' (skipped: QUALITY_GATES_CORPUS is not set)';
const file =
  (name: string, status = 200): GateKindCase['answer'] =>
  () => ({ status, text: readFileSync(join(corpus, `${name}.json`), 'utf8') });

recorded(`with recorded answers of Argo CD${named}`, () => {
  const guestbook = {
    source: 'argocd-prod',
    apps: ['guestbook'],
    revision: '6bed858de32a0e876ec49dad1a2e3c5840d3fb07',
    images: { allTagged: '0.2' },
  };
  describeGateKind(argocd, {
    params: guestbook,
    sources: { 'argocd-prod': 'argocd' },
    value: {
      title: 'sees the roll-out',
      answer: file('application-synced-healthy'),
      measurement: { ...failed(0), pending: undefined, undecided: undefined },
    },
    empty: {
      title: 'takes 403 for a missing application as no answer',
      answer: file('error-permission-denied', 403),
      throws: 'NotAllowedError',
    },
    more: [
      {
        title: 'reads a list',
        params: { ...guestbook, apps: undefined, selector: 'app=guestbook' },
        answer: file('applications-list'),
        measurement: { ...failed(0), pending: undefined },
      },
      {
        title: 'fails for OutOfSync and Degraded',
        answer: file('application-outofsync-degraded'),
        measurement: failed(2),
      },
      {
        title: 'waits while it is progressing',
        answer: file('application-progressing'),
        measurement: {
          pending: { message: expect.stringContaining('Progressing') },
        },
      },
      {
        title: 'waits at an old revision, although Synced and Healthy',
        answer: file('application-synced-old-revision'),
        measurement: {
          pending: { message: expect.stringContaining('is synced to 0000000') },
        },
      },
      {
        title: 'waits for the one stale image, although Synced and Healthy',
        params: {
          source: 'argocd-prod',
          apps: ['shop'],
          images: { allTagged: '1.5.0', only: ['ghcr.io/example/*'] },
        },
        answer: file('application-one-image-stale'),
        measurement: {
          pending: { message: expect.stringContaining('1 of 3 images') },
        },
      },
    ],
  });
});
