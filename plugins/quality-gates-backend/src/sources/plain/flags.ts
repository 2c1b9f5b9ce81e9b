import type { IngestFlag } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hashOf, millisOf, toldOnce, type Sent } from './Sent';

/** One flag change: which flag, of what, where and when is its identity. */
export function flagFacts(sent: Sent<IngestFlag>): FactOf<'flag'>[] {
  const { value } = sent;
  const { key: flag, environment, from, to, actor, url } = value;
  const at = millisOf(value.at);
  const id = hashOf([
    value.entityRef?.toLocaleLowerCase('en-US'),
    flag,
    environment?.toLocaleLowerCase('en-US'),
    at,
  ]);
  return [
    {
      type: 'flag',
      ...toldOnce(sent, { id, at }),
      data: {
        ...{ id, flag, environment, actor, url },
        from: from === undefined ? undefined : String(from),
        to: to === undefined ? undefined : String(to),
      },
    },
  ];
}
