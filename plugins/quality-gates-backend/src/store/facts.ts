/**
 * Facts become rows: here everything that was said meets what was said before.
 *
 * One order for every writer, so that none waits for another in a circle: the entities (sorted), the runs' days and
 * their tasks, the fact tables as listed below (rows sorted by key), the projection, and last the facts that belong to
 * nobody.
 */
import type { Knex } from 'knex';
import { belongsToNobody } from './belongsToNobody';
import { changeTable } from './changes';
import { cleanFact } from './cleanFact';
import { commitTable } from './commits';
import { deploymentTable } from './deployments';
import { lockEntities, rememberFirstFacts } from './entities';
import {
  joinIntoTable,
  placeOf,
  type Entry,
  type FactTable,
} from './factTable';
import { gateReportTable } from './gateReports';
import { incidentTable } from './incidents';
import { joinSaid, sayFact } from './joinFields';
import { project } from './projection';
import { reportTables } from './reports';
import { groupRows } from './rows';
import { runTable } from './runs';
import { joinTasks } from './runTasks';
import type { AttributedFact, ProjectDeployments } from './types';
import { keepUnmapped, type UnmappedStatement } from './unmapped';

/** The tables of a row a fact, in the order in which every transaction writes them. */
export const factTables: readonly FactTable[] = [
  commitTable,
  changeTable,
  runTable,
  deploymentTable,
  incidentTable,
  gateReportTable,
  ...reportTables,
];

/** What writing facts needs to know beside them. */
export interface WriteContext {
  readonly projectDeployments: ProjectDeployments;
  /** Now, in milliseconds. */
  readonly now: number;
}

/** A fact with where it came from. */
export interface ReceivedFact extends AttributedFact {
  /** Source id of the delivery; `otlp` for traces. */
  readonly source: string;
  /** Id of the delivery; null for traces. */
  readonly deliveryId: string | null;
  /** Arrival, milliseconds. */
  readonly heardAt: number;
}

/** Cleans facts for storage, but for those that are `clean` already. Do it before the transaction begins. */
export function cleanFacts<T extends AttributedFact>(
  facts: readonly T[],
  clean?: ReadonlySet<T['fact']>,
): T[] {
  return facts.map(one =>
    clean?.has(one.fact) ? one : { ...one, fact: cleanFact(one.fact) },
  );
}

/** Stores clean facts: those of entities joined into their rows, the others as unmapped. */
export async function writeFacts(
  tx: Knex,
  facts: readonly ReceivedFact[],
  context: WriteContext,
): Promise<void> {
  const entries: Entry[] = [];
  const unmapped: UnmappedStatement[] = [];
  for (const received of facts) {
    const { fact, attribution, heardAt, source } = received;
    for (const [entityRef, touches] of ownersOf(received)) {
      const said = sayFact(fact, { heardAt, source, touches });
      entries.push({ type: fact.type, entityRef, key: fact.key, said });
    }
    if (belongsToNobody(attribution)) {
      const said = sayFact(fact, { heardAt, source, subject: true });
      unmapped.push({ ...received, said });
    }
  }
  await writeEntries(tx, entries, context);
  await keepUnmapped(tx, unmapped);
}

/** Whose a fact is, and whether it touches them (a commit may merely be part of their history). */
function ownersOf({ fact, attribution }: AttributedFact): [string, boolean][] {
  const owners = attribution.entityRefs.map((ref): [string, boolean] => [
    ref,
    true,
  ]);
  if (fact.type !== 'commit') return owners;
  const passing = attribution.passingRefs ?? [];
  return [...owners, ...passing.map((ref): [string, boolean] => [ref, false])];
}

/** Joins what was said into the rows of its entities, and projects what that changes. */
export async function writeEntries(
  tx: Knex,
  entries: readonly Entry[],
  context: WriteContext,
): Promise<void> {
  if (entries.length === 0) return;
  await lockEntities(
    tx,
    entries.map(({ entityRef }) => entityRef),
    context.now,
  );
  const joined = joinEntries(entries);
  const byType = groupRows(joined, ({ type }) => type);
  const changes = await joinTasks(tx, byType.get('task') ?? []);
  for (const table of factTables) {
    const own = byType.get(table.type) ?? [];
    changes.push(...(await joinIntoTable(tx, table, own)));
  }
  await rememberFirstFacts(tx, changes);
  await project(tx, changes, context.projectDeployments);
}

/** One entry a row: a batch may speak of the same thing several times. */
function joinEntries(entries: readonly Entry[]): Entry[] {
  const joined = new Map<string, Entry>();
  for (const entry of entries) {
    const { type, entityRef, key, said } = entry;
    const name = [type, entityRef, placeOf(type, said), key].join('\0');
    const other = joined.get(name);
    joined.set(
      name,
      other
        ? { ...other, said: joinSaid(type, other.said, entry.said) }
        : entry,
    );
  }
  return [...joined.values()];
}
