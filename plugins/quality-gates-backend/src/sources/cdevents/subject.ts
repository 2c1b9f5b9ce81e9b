import {
  KUBERNETES_ID,
  repositoryId,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { CdEvent, Reference } from './payloads';

/** Where a subject lives: ids are unique within a source only. A subject without one has that of its event. */
export function placeOf(
  instance: string,
  { context, subject }: CdEvent,
  named: Pick<Reference, 'id' | 'source'> = subject,
): string {
  const source = named.source ?? subject.source ?? context.source;
  return `cdevents:${instance}/${source}/${named.id}`;
}

/** Whose an event is by its custom data: CDEvents names neither the repository of a run nor a catalog's entity. */
export function subjectOf({ customData }: CdEvent): Subject {
  const { entityRef, repository } = customData;
  return {
    entityRef,
    repository: repository === undefined ? undefined : repositoryId(repository),
  };
}

/** As {@link subjectOf}, and by a service's id, whose last part is its name: `deployment/payments`. */
export function serviceSubject(event: CdEvent, service: string): Subject {
  const name = service.slice(service.lastIndexOf('/') + 1);
  return {
    ...subjectOf(event),
    service: name,
    annotations: [{ key: KUBERNETES_ID, value: name }],
  };
}
