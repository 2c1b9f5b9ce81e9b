import { normaliseResult } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  describeDoraCases,
  readDoraCases,
  type DoraCase,
  type DoraCaseQuestion,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { doraReport } from './doraReport';
import { projectDeployments } from './projectDeployments';
import type {
  DoraChange,
  DoraDeployment,
  DoraFacts,
  DoraIncident,
} from './types';

type DeploymentEvent = DoraCase['events']['deployments'][number];
type IncidentEvent = DoraCase['events']['incidents'][number];

const millis = (text: string) => new Date(text).getTime();
const optionalMillis = (text?: string | null) =>
  text ? millis(text) : undefined;

/** The later word about the same thing wins, whatever came first. */
function lastStates<T>(
  events: readonly T[],
  keyOf: (event: T) => string,
  at: (event: T) => number,
): T[] {
  const last = new Map<string, T>();
  for (const event of events) {
    const other = last.get(keyOf(event));
    if (!other || at(event) > at(other)) last.set(keyOf(event), event);
  }
  return [...last.values()];
}

function readDeployment(event: DeploymentEvent): DoraDeployment {
  const isOver = !['pending', 'in_progress'].includes(event.status);
  const finishedAt = optionalMillis(event.finishedAt);
  return {
    entityRef: event.entity,
    environment: event.environment.toLocaleLowerCase('en-US'),
    key: event.id,
    id: event.id,
    version: event.version,
    commit: event.sha,
    phase: isOver ? 'terminal' : 'executing',
    result: isOver ? normaliseResult(event.status) : undefined,
    reached: isOver && (event.reachedProduction ?? event.status === 'success'),
    finishedAt,
    occurredAt: finishedAt ?? millis(event.startedAt!),
    rollbackOf: event.rollbackOf,
    hotfixFor: event.hotfixFor,
    inferredRollbackOf: null,
    commitsFrom: 'unknown',
    negativeLeadTimes: 0,
  };
}

/** Facts of one (entity, environment), as the store would keep them. */
function project(events: readonly DeploymentEvent[]) {
  const deployments = events.map(readDeployment);
  const named = new Map(events.map(event => [event.id, event.commits]));
  const projected = projectDeployments({
    before: {
      key: null,
      sha: null,
      deployedShas: new Set(),
      deployedCommits: new Set(),
    },
    commits: new Map(),
    deployments: deployments
      .filter(({ reached }) => reached)
      .sort((a, b) => a.occurredAt - b.occurredAt)
      .map(one => ({
        ...one,
        finishedAt: one.finishedAt!,
        commits: named.get(one.id)?.map(commit => ({
          ...commit,
          committedAt: millis(commit.committedAt),
        })),
      })),
  });
  const byKey = new Map(projected.map(one => [one.key, one]));
  const changes: DoraChange[] = deployments.flatMap(one =>
    (byKey.get(one.key)?.changes ?? []).map(change => ({
      ...change,
      entityRef: one.entityRef,
      environment: one.environment,
      deployedAt: one.finishedAt!,
      deploymentKey: one.key,
    })),
  );
  const facts = deployments.map(one => {
    const found = byKey.get(one.key);
    return found ? { ...one, ...found } : one;
  });
  return { deployments: facts as DoraDeployment[], changes };
}

function readIncident(event: IncidentEvent): DoraIncident {
  return {
    entityRef: event.entity,
    key: event.id,
    id: event.id,
    openedAt: millis(event.createdAt),
    resolvedAt: optionalMillis(event.resolvedAt),
    cause: event.cause,
    deploymentId: event.deploymentId,
  };
}

function readFacts({ events, query, entityRefs }: DoraCaseQuestion): DoraFacts {
  const placeOf = ({ entity, environment }: DeploymentEvent) =>
    `${entity} ${environment}`;
  const states = lastStates(
    events.deployments,
    event => `${placeOf(event)} ${event.id}`,
    event => millis(event.updatedAt ?? event.finishedAt ?? event.startedAt!),
  );
  const places = [...new Set(states.map(placeOf))].map(place =>
    project(states.filter(event => placeOf(event) === place)),
  );
  const incidents = lastStates(
    events.incidents,
    event => `${event.entity} ${event.id}`,
    event => millis(event.updatedAt ?? event.resolvedAt ?? event.createdAt),
  );
  return {
    deployments: places.flatMap(place => place.deployments),
    changes: places.flatMap(place => place.changes),
    incidents: incidents.map(readIncident),
    mapped: new Set(query.sourceMapped === false ? [] : entityRefs),
  };
}

function answer(question: DoraCaseQuestion) {
  const { query, entityRefs } = question;
  return doraReport(readFacts(question), {
    entityRefs,
    environments: query.productionEnvironments,
    from: millis(query.from),
    to: millis(query.to),
    timezone: query.timezone,
    bucket: query.bucket ?? 'day',
    countBy: query.countBy,
    benchmarkYear: 2023,
    incidentLink: {
      withinHours: query.incidentLinkHours ?? 0,
      excludeLabels: { cause: ['infrastructure', 'external'] },
    },
  });
}

describeDoraCases(answer);

const { QUALITY_GATES_CASES, QUALITY_GATES_CORPUS } = process.env;
const given =
  QUALITY_GATES_CASES ??
  (QUALITY_GATES_CORPUS &&
    join(QUALITY_GATES_CORPUS, '..', 'cases', 'dora-cases.json'));
const isGiven = Boolean(given && existsSync(given));

(isGiven ? describe : describe.skip)(
  `cases given from outside (QUALITY_GATES_CASES: ${given ?? 'not set'})`,
  () => {
    const cases = isGiven
      ? readDoraCases(JSON.parse(readFileSync(given!, 'utf8')))
      : readDoraCases();
    describeDoraCases(answer, { cases });
  },
);
