import { mlGates, serviceGates, websiteGates } from './gates';
import type { ExampleComponent, ExampleJob, ExampleRepository } from './types';

const SHOP = ['maya.lopez', 'jonas.okafor'];
const PAYMENTS = ['aiko.kim', 'priya.nair'];
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

function repository(
  name: string,
  authors: readonly string[],
  pushesPerDay: number,
): ExampleRepository {
  return { slug: `acme/${name}`, authors, pushesPerDay };
}

const discovery = repository('discovery', SHOP, 2);

const serviceJobs: readonly ExampleJob[] = [
  { name: 'build', type: 'build', step: 'npm run build', seconds: 95 },
  { name: 'unit tests', type: 'test', step: 'npm test', seconds: 190 },
  { name: 'scan', step: 'trivy image', seconds: 80 },
  { name: 'push image', step: 'docker push', seconds: 40 },
];
const websiteJobs: readonly ExampleJob[] = [
  { name: 'build', type: 'build', step: 'npm run build', seconds: 140 },
  { name: 'unit tests', type: 'test', step: 'npm test', seconds: 70 },
  {
    name: 'e2e tests',
    type: 'test',
    step: 'npx playwright test',
    seconds: 260,
  },
];
const trainingJobs: readonly ExampleJob[] = [
  { name: 'fetch data', step: 'dvc pull', seconds: 240 },
  {
    name: 'build features',
    type: 'build',
    step: 'make features',
    seconds: 900,
  },
  { name: 'train', type: 'build', step: 'make train', seconds: 3100 },
  { name: 'test model', type: 'test', step: 'pytest', seconds: 420 },
];

/** Healthy: deployed daily, told by webhooks and traces alike. */
export const checkout: ExampleComponent = {
  name: 'checkout',
  repository: repository('checkout', SHOP, 2),
  pipeline: 'checkout-ci',
  jobs: serviceJobs,
  major: 4,
  deployDays: MONDAY_TO_FRIDAY,
  deploysBy: 'github',
  runsBy: ['github', 'otlp'],
  checksChanges: true,
  failureRatio: 0.06,
  gates: serviceGates,
};

/** Every Tuesday's deployment is bad and rolled back. */
export const payments: ExampleComponent = {
  name: 'payments',
  repository: repository('payments', PAYMENTS, 2),
  pipeline: 'payments-ci',
  jobs: serviceJobs,
  major: 2,
  deployDays: [1, 2, 3, 4],
  deploysBy: 'plain',
  runsBy: ['github', 'otlp'],
  checksChanges: true,
  failureRatio: 0.12,
  gates: serviceGates,
};

/** An incident is always open: Wednesday's deployment opens one, the next Wednesday resolves it. */
export const inventory: ExampleComponent = {
  name: 'inventory',
  repository: repository('inventory', SHOP, 1),
  pipeline: 'inventory-ci',
  jobs: serviceJobs,
  major: 1,
  deployDays: [1, 3, 4],
  deploysBy: 'plain',
  runsBy: ['otlp'],
  failureRatio: 0.1,
  gates: serviceGates,
};

/** With search in one repository. */
export const cart: ExampleComponent = {
  name: 'cart',
  repository: discovery,
  path: 'services/cart',
  pipeline: 'cart-ci',
  jobs: serviceJobs,
  major: 7,
  deployDays: [1, 2, 4],
  deploysBy: 'plain',
  runsBy: ['otlp'],
  failureRatio: 0.07,
  gates: serviceGates,
};

/** With cart in one repository; a hotfix every other Thursday. */
export const search: ExampleComponent = {
  ...cart,
  name: 'search',
  path: 'services/search',
  pipeline: 'search-ci',
  major: 3,
  deployDays: [2, 4, 5],
  failureRatio: 0.14,
};

/** A model, trained every night and deployed twice a week. */
export const fraudDetector: ExampleComponent = {
  name: 'fraud-detector',
  repository: repository('fraud-detector', PAYMENTS, 1),
  pipeline: 'fraud-train',
  jobs: trainingJobs,
  major: 1,
  deployDays: [2, 5],
  deploysBy: 'plain',
  runsBy: ['otlp'],
  failureRatio: 0.09,
  gates: mlGates,
};

/** A website with slow browser tests. */
export const storefront: ExampleComponent = {
  name: 'storefront',
  repository: repository('storefront', SHOP, 2),
  pipeline: 'storefront-ci',
  jobs: websiteJobs,
  major: 12,
  deployDays: [1, 2, 3, 4],
  deploysBy: 'github',
  runsBy: ['github', 'otlp'],
  failureRatio: 0.16,
  gates: websiteGates,
};

/** Everything that reports. `legacy-batch` is in the catalog only. */
export const exampleComponents: readonly ExampleComponent[] = [
  checkout,
  payments,
  inventory,
  cart,
  search,
  fraudDetector,
  storefront,
];
