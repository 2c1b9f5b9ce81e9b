import type { IngestEvent } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hashOf, millisOf, toldOnce, type Sent } from './Sent';

/** One event of the infrastructure. Sent again under its id with `until`, it is the same event, now over. */
export function eventFacts(sent: Sent<IngestEvent>): FactOf<'event'>[] {
  const { value } = sent;
  const { entityRef, kind, title, severity, url, labels } = value;
  const at = millisOf(value.at);
  const place = entityRef?.toLocaleLowerCase('en-US');
  const id = value.id ?? hashOf([place, kind, title, at]);
  return [
    {
      type: 'event',
      ...toldOnce(sent, { id, at }),
      data: {
        ...{ id, kind, title, severity, url, labels },
        until: millisOf(value.until),
      },
    },
  ];
}
