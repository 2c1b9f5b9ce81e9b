import { DateTime } from 'luxon';
import type {
  ClassifiedDeployment,
  CountedDeployment,
  DoraChange,
  DoraDeployment,
  DoraIncident,
  DoraQuery,
} from './types';

/** The entity of facts that name none. */
export const PAY = 'component:default/pay';

/** Milliseconds of an instant of June 2025: `at('3 10:30')`; of any other in ISO 8601. */
export function at(text: string): number {
  const [, day, time] = /^(\d+) (\d\d:\d\d)$/.exec(text) ?? [];
  const iso = day ? `2025-06-${day.padStart(2, '0')}T${time}:00Z` : text;
  return DateTime.fromISO(iso).toMillis();
}

/** A deployment to production that went well, for tests. */
export function makeDeployment(
  id: string,
  finished: string,
  rest: Partial<DoraDeployment> = {},
): DoraDeployment {
  const finishedAt = at(finished);
  return {
    entityRef: PAY,
    environment: 'production',
    key: `plain:ci/${id}`,
    id,
    phase: 'terminal',
    result: 'success',
    reached: true,
    finishedAt,
    occurredAt: finishedAt,
    inferredRollbackOf: null,
    commitsFrom: 'event',
    negativeLeadTimes: 0,
    ...rest,
  };
}

/** The same with what became of it. */
export function makeClassified(
  id: string,
  finished: string,
  rest: Partial<ClassifiedDeployment> = {},
): ClassifiedDeployment {
  const deployment = makeDeployment(id, finished, rest);
  return {
    ...deployment,
    at: deployment.occurredAt,
    failedBy: [],
    recoveredAt: null,
    rework: false,
    ...rest,
  };
}

/** The same as it counts. */
export function makeCounted(
  rest: Partial<CountedDeployment> = {},
): CountedDeployment {
  const members = rest.members ?? [makeClassified('d1', '1 10:00')];
  return {
    at: members[0].at,
    failedAt: null,
    recoveredAt: null,
    rework: false,
    members,
    ...rest,
  };
}

/** An incident of {@link PAY}. */
export function makeIncident(
  id: string,
  opened: string,
  rest: Partial<DoraIncident> = {},
): DoraIncident {
  return {
    entityRef: PAY,
    key: `plain:ci/${id}`,
    id,
    openedAt: at(opened),
    ...rest,
  };
}

/** A change that the deployment brought. */
export function makeChange(
  sha: string,
  committed: string,
  deployment: DoraDeployment,
): DoraChange {
  const { entityRef, environment, key } = deployment;
  return {
    entityRef,
    environment,
    sha,
    committedAt: at(committed),
    deployedAt: deployment.occurredAt,
    deploymentKey: key,
  };
}

/** June 2025 of {@link PAY}, incidents linked within 24 h. */
export function makeQuery(rest: Partial<DoraQuery> = {}): DoraQuery {
  return {
    entityRefs: [PAY],
    environments: ['production'],
    from: at('1 00:00'),
    to: at('2025-07-01T00:00:00Z'),
    timezone: 'UTC',
    bucket: 'day',
    benchmarkYear: 2023,
    incidentLink: {
      withinHours: 24,
      excludeLabels: { cause: ['infrastructure', 'external'] },
    },
    ...rest,
  };
}
