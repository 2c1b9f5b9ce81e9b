import {
  repositoryId,
  type ChangeData,
  type FactOf,
  type RepositoryId,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { changeEvent } from './payloads';

type ChangeEvent = z.output<typeof changeEvent>;

const MAX_TITLE = 200;
/** The time that each event brings. An update brings none. */
const TIMES: Readonly<Record<string, keyof ChangeData>> = {
  created: 'openedAt',
  reviewed: 'firstReviewAt',
  merged: 'mergedAt',
  abandoned: 'closedAt',
};

/** One change fact; none for a change of which nobody says where its repository is. */
export function changeFacts(
  event: ChangeEvent,
  predicate: string,
): FactOf<'change'>[] {
  const { context, subject, customData } = event;
  const repository = repositoryOf(event);
  const time = TIMES[predicate];
  if (!repository || !time) return [];
  const { host, path } = repository;
  const id = subject.id.replace(/^#/, '');
  return [
    {
      type: 'change',
      key: `${host}/${path}#${id}`,
      subject: { entityRef: customData.entityRef, repository },
      channel: 'webhook',
      at: context.timestamp,
      phase:
        time === 'mergedAt' || time === 'closedAt' ? 'terminal' : 'executing',
      data: {
        id,
        title: subject.content.description
          ?.split('\n', 1)[0]
          .slice(0, MAX_TITLE),
        [time]: context.timestamp,
      },
    },
  ];
}

/** Its address, else its id below the address of its source, which is where ids of repositories live. */
function repositoryOf({
  subject,
  customData,
}: ChangeEvent): RepositoryId | undefined {
  const { repository } = subject.content;
  if (customData.repository) return repositoryId(customData.repository);
  if (!repository) return undefined;
  const { id, url, source = subject.source ?? '' } = repository;
  const below = source.replace(/\/+$/, '').endsWith(`/${id}`)
    ? source
    : `${source.replace(/\/+$/, '')}/${id}`;
  return [url, id, below]
    .map(text => text && URL.canParse(text) && repositoryId(text))
    .find(found => typeof found === 'object');
}
