import type { JsonObject } from '@backstage/types';

/** A policy of these gates in production. */
export function makePolicy(gates: JsonObject[], spec: object = {}): JsonObject {
  return {
    apiVersion: 'quality-gates.io/v1alpha1',
    kind: 'GatePolicy',
    metadata: { name: 'standard' },
    spec: { appliesTo: { environments: ['production'] }, ...spec, gates },
  };
}

/** A gate that believes whatever is reported under its name. */
export const reportedGate = {
  id: 'contracts',
  type: 'reported',
  phase: 'pre-deploy',
  with: {},
};

/** A gate that is pending for a minute. */
export const timerGate = {
  id: 'soak',
  type: 'wait-timer',
  phase: 'pre-deploy',
  with: { minutes: 1 },
};
