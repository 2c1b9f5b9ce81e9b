import type { ExampleGate } from './types';

const PERCENT = '%';

const unitTests: ExampleGate = {
  gate: 'unit-tests',
  phase: 'pre-deploy',
  unit: PERCENT,
  limit: 98,
  direction: 'at-least',
  low: 98.2,
  high: 100,
  digits: 1,
};
const e2eTests: ExampleGate = {
  ...unitTests,
  gate: 'e2e-tests',
  limit: 95,
  low: 94.6,
};
const vulnerabilities: ExampleGate = {
  gate: 'vulnerabilities',
  phase: 'pre-deploy',
  unit: 'high or critical',
  limit: 2,
  direction: 'at-most',
  low: 0,
  high: 2.6,
  digits: 0,
};
const contracts: ExampleGate = {
  ...unitTests,
  gate: 'contracts',
  limit: 100,
  low: 100,
  digits: 0,
  silentRatio: 0.06,
};
const latency: ExampleGate = {
  gate: 'latency-p95',
  phase: 'post-deploy',
  unit: 'ms',
  limit: 300,
  direction: 'at-most',
  low: 180,
  high: 304,
  digits: 0,
};
const errorBudget: ExampleGate = {
  gate: 'error-budget',
  phase: 'post-deploy',
  unit: `${PERCENT} left`,
  limit: 20,
  direction: 'at-least',
  low: 21,
  high: 88,
  digits: 0,
};

/** Its value is the story's, see gateOutcomes.ts. */
export const noOpenIncident: ExampleGate = {
  gate: 'no-open-incident',
  phase: 'pre-deploy',
  unit: 'open',
  limit: 0,
  direction: 'at-most',
  low: 0,
  high: 0,
  digits: 0,
};

/** What a service has to pass. */
export const serviceGates: readonly ExampleGate[] = [
  noOpenIncident,
  unitTests,
  e2eTests,
  vulnerabilities,
  contracts,
  latency,
  errorBudget,
];

/** What a website has to pass. */
export const websiteGates: readonly ExampleGate[] = [
  unitTests,
  e2eTests,
  {
    ...vulnerabilities,
    gate: 'visual-regression',
    unit: 'changed pages',
    limit: 3,
    high: 3.3,
    silentRatio: 0.2,
  },
  {
    ...latency,
    gate: 'largest-contentful-paint',
    limit: 2500,
    low: 1600,
    high: 2540,
  },
];

/** What a model has to pass. */
export const mlGates: readonly ExampleGate[] = [
  { ...unitTests, gate: 'accuracy', limit: 92, low: 91.8, high: 95 },
  { ...unitTests, gate: 'sensitivity', limit: 85, low: 85.2, high: 91 },
  {
    ...latency,
    gate: 'drift',
    unit: 'PSI',
    limit: 0.2,
    low: 0.04,
    high: 0.21,
    digits: 2,
  },
  { ...latency, gate: 'inference-latency', limit: 80, low: 41, high: 79 },
];
