import type { QualityGatesApi } from '../api/QualityGatesApi';
import { createEnvironmentState, createEvaluation } from './evaluations';
import {
  createDelivery,
  createDeployment,
  createGate,
  createIncident,
  createOutcome,
  createPipelineReport,
  createReport,
  createRun,
  createSetup,
  createUnmapped,
} from './facts';

function page<T>(items: T[]) {
  return { items, nextCursor: null };
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
    readPipelines: async () => createPipelineReport(),
    readUnmapped: async () => page([createUnmapped()]),
    readDeliveries: async () => page([createDelivery()]),
    replayDelivery: async id => ({ deliveryId: id }),
    replayDeliveries: async () => ({ replayed: 2 }),
    refreshCatalog: async () => ({ changed: true }),
    readGates: async () => page([createGate('unit-tests', [createOutcome()])]),
    readGateOutcomes: async () => page([createOutcome()]),
    readEnvironments: async () => [
      createEnvironmentState({ lastEvaluation: createEvaluation() }),
    ],
    canIDeploy: async () => createEvaluation({ dryRun: true }),
    createEvaluation: async () => createEvaluation(),
    readEvaluation: async () => createEvaluation(),
    readEvaluations: async () => page([createEvaluation()]),
    approve: async () => createEvaluation(),
    waive: async () => createEvaluation(),
    breakGlass: async () => createEvaluation(),
    invalidate: async () => createEvaluation(),
    rerun: async () => createEvaluation(),
    claim: async () => createEvaluation(),
    readDeployable: async () => ({
      environment: 'production',
      version: null,
      matrix: [],
    }),
    readPolicy: async (entityRef, { environment }) => ({
      entityRef,
      environment,
      name: null,
      digest: null,
      spec: null,
      origins: {},
      findings: [],
    }),
    readPolicies: async () => ({ items: [] }),
    lintPolicy: async () => ({ valid: true, findings: [] }),
    ...partial,
  };
  const mocked = Object.entries(api).map(([name, method]) => [
    name,
    jest.fn(method as (...args: unknown[]) => unknown),
  ]);
  return Object.fromEntries(mocked);
}
