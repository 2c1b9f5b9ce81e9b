import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DateTime } from 'luxon';
import { callApi } from './callApi';

const ENTITY = 'component:default/release-keeper';

/** Ids of the answers that the pages of gates are looked at with. */
export interface Release {
  readonly waiting: string;
  readonly denied: string;
  readonly allowed: string;
}

function ago(minutes: number): string {
  return DateTime.utc().minus({ minutes }).toISO();
}

async function deploy(version: string, environment: string, minutes: number) {
  await callApi('/ingest/deployments', {
    entityRef: ENTITY,
    environment,
    version,
    status: 'success',
    startedAt: ago(minutes + 3),
    finishedAt: ago(minutes),
  });
}

/** One that is over: the gate has then looked, and found none open. */
async function resolveIncident() {
  await callApi('/ingest/incidents', {
    id: 'INC-2188',
    entityRef: ENTITY,
    openedAt: ago(5000),
    resolvedAt: ago(4900),
    severity: 'P2',
    title: 'Carts are lost',
  });
}

async function report(version: string, environment: string, outcome: object) {
  await callApi('/ingest/gate-outcomes', {
    ...{ entityRef: ENTITY, environment, version, at: ago(2) },
    ...outcome,
  });
}

/** Asks as a pipeline does; the answer once it is decided, or after 5 s as far as it is. */
export async function ask(
  entityRef: string,
  version: string,
  environment: string,
): Promise<string> {
  const { id } = await callApi<Evaluation>('/evaluations', {
    ...{ entityRef, environment, version, phase: 'pre-deploy' },
    commit: '9f3c2e1aa1b2c3d4e5f60718293a4b5c6d7e8f90',
    requestedBy: { user: 'user:default/maya.lopez' },
  });
  await callApi(`/evaluations/${id}?wait=5s`);
  return id;
}

const TESTS = {
  gate: 'unit-tests',
  unit: 'failed',
  limit: 0,
  evidenceUrl: 'https://ci.example.com/runs/4811',
};
const SIZE = { gate: 'bundle-size', unit: 'kB', limit: 250 };
const LATENCY = { gate: 'latency-p95', unit: 'ms', limit: 300 };

/**
 * A release on its way: 2.1.0 went to staging with a warning and waits for production, 2.0.0 is denied there, and 1.9.0
 * runs.
 */
export async function askForRelease(): Promise<Release> {
  await resolveIncident();
  await deploy('1.9.0', 'production', 3000);
  await deploy('2.0.0', 'staging', 600);
  for (const environment of ['staging', 'production']) {
    await report('2.1.0', environment, {
      ...{ ...TESTS, outcome: 'pass', value: 0 },
      summary: '412 of 412 tests passed',
    });
    await report('2.1.0', environment, {
      ...{ ...SIZE, outcome: 'warn', value: 262 },
      summary: 'The bundle has grown by 14 kB since 1.9.0.',
    });
  }
  await report('2.1.0', 'production', {
    ...{ ...LATENCY, outcome: 'fail', value: 342 },
    summary: '14 % slower than 1.9.0.',
  });
  await report('2.0.0', 'production', {
    ...{ ...TESTS, outcome: 'fail', value: 3 },
    summary: '3 of 409 tests failed: tax lines, rounding, currency',
  });
  const denied = await ask(ENTITY, '2.0.0', 'production');
  const allowed = await ask(ENTITY, '2.1.0', 'staging');
  await deploy('2.1.0', 'staging', 30);
  const waiting = await ask(ENTITY, '2.1.0', 'production');
  return { waiting, denied, allowed };
}
