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
    readPipelines: async () => ({
      ...page([]),
      window: {
        from: '2026-10-20T00:00:00.000Z',
        to: '2026-11-19T00:00:00.000Z',
        timezone: 'UTC',
      },
      truncated: false,
      changeCycleMedianSeconds: null,
      changeCycleN: 0,
      findings: [],
      alerts: [],
    }),
    readGates: async () => page([createGate('unit-tests', [createOutcome()])]),
    readGateOutcomes: async () => page([createOutcome()]),
    ...partial,
  };
  const mocked = Object.entries(api).map(([name, method]) => [
    name,
    jest.fn(method as (...args: unknown[]) => unknown),
  ]);
  return Object.fromEntries(mocked);
}
