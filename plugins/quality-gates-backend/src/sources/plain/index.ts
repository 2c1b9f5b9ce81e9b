import { InputError } from '@backstage/errors';
import {
  ingestSchemas,
  type IngestDoor,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  Delivery,
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { changeFacts } from './changes';
import { checkReportFacts } from './checkResults';
import { commitFacts } from './commits';
import { deploymentFacts } from './deployments';
import { eventFacts } from './events';
import { flagFacts } from './flags';
import { gateReportFacts } from './gateOutcomes';
import { incidentFacts } from './incidents';
import { parseItems } from './parse';
import { runFacts } from './runs';
import type { Sent } from './Sent';

const DOORS: Readonly<
  Record<IngestDoor, (body: Uint8Array, token: string) => Fact[]>
> = {
  deployments: read(ingestSchemas.deployments, deploymentFacts),
  incidents: read(ingestSchemas.incidents, incidentFacts),
  commits: read(ingestSchemas.commits, commitFacts),
  runs: read(ingestSchemas.runs, runFacts),
  'gate-outcomes': read(ingestSchemas['gate-outcomes'], gateReportFacts),
  'check-results': read(ingestSchemas['check-results'], checkReportFacts),
  changes: read(ingestSchemas.changes, changeFacts),
  flags: read(ingestSchemas.flags, flagFacts),
  events: read(ingestSchemas.events, eventFacts),
};

/** The plain JSON doors, `POST /ingest/{door}`. The kind of their deliveries is the door's name. */
export const plain: Source = {
  id: 'plain',
  ingress: Object.keys(DOORS).map(door => ({ type: 'plain', door })),
  normalise({ kind, body, sender }: Delivery): Fact[] {
    if (!Object.hasOwn(DOORS, kind)) return [];
    if (sender === null) {
      throw new InputError(`A delivery of /ingest/${kind} names no token`);
    }
    return DOORS[kind as IngestDoor](body, sender);
  },
};

function read<S extends z.ZodType>(
  schema: S,
  facts: (sent: Sent<z.output<S>>) => Fact[],
) {
  return (body: Uint8Array, token: string) =>
    parseItems(schema, body).flatMap(item => facts({ ...item, token }));
}
