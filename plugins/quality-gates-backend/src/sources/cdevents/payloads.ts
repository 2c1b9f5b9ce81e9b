import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/*
 * Only the fields that are read, of all versions since 0.3: `url` of a run became `uri`, and what was `version` of the
 * context is `specversion`; neither version is read. https://cdevents.dev/docs/spec
 */

const { maybeLink, maybeText, millis } = payloadFields;

/** A field of custom data may be anything at all. */
const custom = z.string().min(1).max(1_024).optional().catch(undefined);

const reference = z.object({
  id: z.string().min(1),
  source: maybeText,
  name: maybeText,
});
const maybeReference = reference.nullish().transform(one => one ?? undefined);
/** How one event names another's subject. */
export type Reference = z.output<typeof reference>;

const context = z.object({
  id: z.string().min(1),
  source: z.string().min(1),
  timestamp: millis,
});
/** What the specification has no field for: the names of the plain doors, in `customData`. */
const customData = z
  .object({
    entityRef: custom,
    repository: custom,
    branch: custom,
    commit: custom,
    version: custom,
    rollbackOf: custom,
    deploymentId: custom,
  })
  .catch({});

function eventOf<C extends z.ZodType>(content: C) {
  return z.object({
    context,
    subject: z.object({ id: z.string().min(1), source: maybeText, content }),
    customData,
  });
}
/** What every event has. */
export type CdEvent = z.output<ReturnType<typeof eventOf<z.ZodType>>>;

const outcome = { outcome: maybeText, url: maybeLink, uri: maybeLink };
const runEvent = eventOf(z.object(outcome));
/** What events of runs and of tasks have in common. */
export type RunEvent = z.output<typeof runEvent>;

/** `pipelinerun.*`. */
export const pipelineRunEvent = eventOf(
  z.object({ pipelineName: maybeText, ...outcome }),
);
/** `taskrun.*`. */
export const taskRunEvent = eventOf(
  z.object({
    taskName: maybeText,
    pipelineRun: maybeReference,
    ...outcome,
  }),
);
/** `service.deployed`, `service.upgraded` and `service.rolledback`. */
export const serviceEvent = eventOf(
  z.object({ environment: reference, artifactId: maybeText }),
);
/** `change.*`. */
export const changeEvent = eventOf(
  z.object({
    description: maybeText,
    repository: reference.extend({ url: maybeText }).nullish(),
  }),
);
/** `incident.*`. */
export const incidentEvent = eventOf(
  z.object({
    description: maybeText,
    environment: maybeReference,
    service: maybeReference,
    ticketURI: maybeLink,
  }),
);
