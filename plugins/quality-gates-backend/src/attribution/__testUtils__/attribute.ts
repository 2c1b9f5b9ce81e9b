import type {
  FactType,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { IngestToken } from '../../config';
import { readAllowedEntities } from '../allowedEntities';
import { createAttribute } from '../attribute';
import { EntityIndex } from '../EntityIndex';

/** An index of entities by ref, each with its annotations. */
export function indexOf(
  entities: Record<string, Record<string, string>>,
): EntityIndex {
  const index = new EntityIndex();
  for (const [ref, annotations] of Object.entries(entities)) {
    const [kind, name] = ref.split(/:.*\//);
    index.add({ ref, kind, name, etag: '1', annotations });
  }
  return index;
}

/** The repository that `cart`, `cart-admin` and `search` share. */
export const MONO = { host: 'github.com', path: 'acme/mono' };
/** The source location of a folder in {@link MONO}. */
export const at = (folder: string) => ({
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

/** Attributes one fact by a catalog of components of every sort. */
export function attribute(
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
