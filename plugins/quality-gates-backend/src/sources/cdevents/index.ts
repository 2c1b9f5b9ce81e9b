import {
  checkPayload,
  CLOUD_EVENTS_BATCH,
  cloudEventsIngress,
  hasAuthorizationSecret,
  parseJson,
  readCloudEvents,
  type CloudEvent,
  type Delivery,
  type Fact,
  type ReceivedRequest,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { changeFacts } from './change';
import { incidentFacts } from './incident';
import {
  changeEvent,
  incidentEvent,
  pipelineRunEvent,
  serviceEvent,
  taskRunEvent,
} from './payloads';
import { pipelineRunFacts, taskRunFacts } from './run';
import { serviceDeploymentFacts } from './serviceDeployment';

type Read = (event: CloudEvent, instance: string) => Fact[];

/** By subject and predicate; the version at the end of the type is not looked at. README.md says why others are not here. */
const EVENTS: ReadonlyMap<string, Read> = new Map([
  ...reads('pipelinerun', ['queued', 'started', 'finished'], {
    schema: pipelineRunEvent,
    facts: pipelineRunFacts,
  }),
  ...reads('taskrun', ['started', 'finished'], {
    schema: taskRunEvent,
    facts: taskRunFacts,
  }),
  ...reads('service', ['deployed', 'upgraded', 'rolledback'], {
    schema: serviceEvent,
    facts: serviceDeploymentFacts,
  }),
  ...reads('change', ['created', 'reviewed', 'merged', 'abandoned'], {
    schema: changeEvent,
    facts: changeFacts,
  }),
  ...reads('incident', ['detected', 'reported', 'resolved'], {
    schema: incidentEvent,
    facts: incidentFacts,
  }),
]);

/** CDEvents of any tool, as CloudEvents over HTTP. Set-up: README.md. */
export const cdevents: Source = {
  id: 'cdevents',
  ingress: [
    {
      type: 'webhook',
      ...cloudEventsIngress,
      verify: hasAuthorizationSecret,
      kind: request => cloudEventsIngress.kind(request) ?? bareType(request),
    },
  ],
  normalise(delivery: Delivery): Fact[] {
    if (delivery.kind !== CLOUD_EVENTS_BATCH && !readerOf(delivery.kind)) {
      return [];
    }
    return readCloudEvents(delivery, { system: 'CDEvents' }).flatMap(
      event => readerOf(event.type)?.(event, delivery.source) ?? [],
    );
  },
};

function readerOf(type: string): Read | undefined {
  const [, name] = /^dev\.cdevents\.([a-z]+\.[a-z]+)\./.exec(type) ?? [];
  return name ? EVENTS.get(name) : undefined;
}

/** A CDEvent that came without CloudEvents around it. */
function bareType({ body }: ReceivedRequest): string | undefined {
  const bare = z.object({ context: z.object({ type: z.string() }) });
  return bare.safeParse(parseJson(body)).data?.context.type;
}

function reads<S extends z.ZodType, P extends string>(
  subject: string,
  predicates: readonly P[],
  {
    schema,
    facts,
  }: {
    readonly schema: S;
    readonly facts: (
      event: z.output<S>,
      predicate: P,
      instance: string,
    ) => Fact[];
  },
): [string, Read][] {
  return predicates.map(predicate => [
    `${subject}.${predicate}`,
    ({ type, data }, instance) =>
      facts(
        checkPayload(schema, data, { system: 'CDEvents', kind: type }),
        predicate,
        instance,
      ),
  ]);
}
