import type { QualityGatesApi } from '../api/QualityGatesApi';
import {
  createDeployment,
  createGate,
  createIncident,
  createOutcome,
  createReport,
  createRun,
  createSetup,
} from './facts';

function page<T>(items: T[]) {
  return { items, nextCursor: null };
}

async function unanswered(): Promise<never> {
  throw new Error('This test gives no answer to that');
}

/** An API that answers with one of everything; `partial` replaces single methods. */
export function createApi(
  partial: Partial<QualityGatesApi> = {},
): jest.Mocked<QualityGatesApi> {
  const api: QualityGatesApi = {
    readSetup: async () => createSetup(),
    readDora: async () => createReport(),
    readDeployments: async () => page([createDeployment()]),
    readIncidents: async () => page([createIncident()]),
    readRuns: async () => page([createRun()]),
    readRun: async () => ({ ...createRun(), tasks: [] }),
    readTrace: async () => ({
      spans: [],
      truncated: false,
      traceUrls: [],
    }),
    readGates: async () => page([createGate('unit-tests', [createOutcome()])]),
    readGateOutcomes: async () => page([createOutcome()]),
    readEvaluations: async () => page([]),
    readEnvironments: async () => [],
    readPolicies: async () => ({ items: [] }),
    lintPolicy: async () => ({ valid: true, findings: [] }),
    ask: unanswered,
    readEvaluation: unanswered,
    approve: unanswered,
    override: unanswered,
    canIDeploy: unanswered,
    readDeployable: unanswered,
    readPolicy: unanswered,
    ...partial,
  };
  const mocked = Object.entries(api).map(([name, method]) => [
    name,
    jest.fn(method as (...args: unknown[]) => unknown),
  ]);
  return Object.fromEntries(mocked);
}
