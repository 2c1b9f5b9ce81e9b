import type {
  IngestDeployment,
  IngestDoor,
  IngestGateOutcome,
  IngestIncident,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { DateTime } from 'luxon';
import { cart, inventory } from '../components';
import type {
  ExampleComponent,
  ExampleDeployment,
  ExampleIncident,
  ExampleMessage,
} from '../types';

/** One request of a plain JSON door with everything of one day; [] when there is nothing to say. */
export function plainMessages(
  door: IngestDoor,
  day: DateTime,
  bodies: readonly (IngestDeployment | IngestIncident | IngestGateOutcome)[],
): ExampleMessage[] {
  if (bodies.length === 0) return [];
  return [
    {
      path: `/ingest/${door}`,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': `example-${door}-${day.toISODate()}`,
      },
      body: JSON.stringify(bodies),
      proof: 'token',
    },
  ];
}

/** The body of a deployment; each component is named in another of the ways there are. */
export function deploymentBody(
  deployment: ExampleDeployment,
): IngestDeployment {
  const { rollbackOf, hotfixFor } = deployment;
  return {
    id: String(deployment.id),
    ...subjectOf(deployment.component),
    environment: deployment.environment,
    version: deployment.version,
    commit: deployment.commit,
    status: deployment.succeeded ? 'success' : 'failure',
    startedAt: iso(deployment.startedAt),
    finishedAt: iso(deployment.finishedAt),
    actor: deployment.actor,
    runUrl: deployment.runUrl,
    rollbackOf: rollbackOf && String(rollbackOf),
    hotfixFor: hotfixFor && String(hotfixFor),
  } as IngestDeployment;
}

function subjectOf({ name, repository, path }: ExampleComponent) {
  if (name === inventory.name) return { service: name };
  if (name === cart.name) {
    return { repositoryUrl: `https://github.com/${repository.slug}`, path };
  }
  return { entityRef: `component:default/${name}` };
}

/** The body of an incident. */
export function incidentBody(incident: ExampleIncident): IngestIncident {
  const { component, resolvedAt, deploymentId } = incident;
  return {
    id: incident.id,
    entityRef: `component:default/${component.name}`,
    openedAt: iso(incident.openedAt),
    resolvedAt: resolvedAt && iso(resolvedAt),
    severity: incident.severity,
    title: incident.title,
    url: `https://incidents.example.com/${incident.id}`,
    cause: 'change',
    deploymentId: deploymentId === undefined ? undefined : String(deploymentId),
  };
}

function iso(at: DateTime): string {
  return at.toUTC().toISO()!;
}
