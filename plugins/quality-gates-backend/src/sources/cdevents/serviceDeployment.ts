import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { serviceEvent } from './payloads';
import { readPurl } from './purl';
import { serviceSubject } from './subject';

/**
 * One successful deployment: these events are sent once a service runs in its environment, and none is sent for a
 * failed one. Each event is a deployment of its own, named by the event's id.
 */
export function serviceDeploymentFacts(
  { context, subject, customData, ...rest }: z.output<typeof serviceEvent>,
  predicate: string,
  instance: string,
): FactOf<'deployment'>[] {
  const { environment, artifactId } = subject.content;
  const { repository, ...artifact } = readPurl(artifactId);
  const owner = serviceSubject(
    { context, subject, customData, ...rest },
    subject.id,
  );
  return [
    {
      type: 'deployment',
      key: `cdevents:${instance}/${context.source}/${context.id}/${predicate}`,
      subject: { ...owner, repository: owner.repository ?? repository },
      channel: 'webhook',
      at: context.timestamp,
      phase: 'terminal',
      data: {
        id: context.id,
        environment: environment.name ?? environment.id,
        version: customData.version ?? artifact.version,
        commit: customData.commit ?? artifact.commit,
        digest: artifact.digest,
        result: 'success',
        status: predicate,
        reachedEnvironment: true,
        finishedAt: context.timestamp,
        rollbackOf: customData.rollbackOf,
      },
    },
  ];
}
