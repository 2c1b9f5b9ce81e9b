/**
 * The tasks of a run are one row: they are always read together, and a run's trace tells them together
 * (docs/adr/014).
 */
import type { Phase } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  Channel,
  TaskData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import type { DatabaseRow } from './dialect';
import type { Change, Entry } from './factTable';
import { joinSaid, valueOf, type Said } from './joinFields';
import { joinRows, type JoinedTable } from './joinRows';
import { compareText, groupRows } from './rows';
import type { TaskRow } from './rowTypes';
import {
  restoreSaid,
  saidText,
  storeSaid,
  valueIn,
  type Shown,
  type StoredSaid,
} from './saidText';

/** What is known of a task, in the order in which it is written. */
const FIELDS = [
  ...['name', 'stage', 'result', 'queuedAt', 'startedAt', 'finishedAt'],
  ...['url', 'spanId'],
];
/** What nearly always is the same of all tasks of a run: one trace told of them. */
const SHARED = ['$reportedBy', '$heardAt', '$traces'];
/** Who is believed about the tasks of a run, best first. */
const TRUST: readonly Channel[] = ['otlp', 'webhook', 'plain'];
/** Of a run. Those whose keys come first stay: the same ones whatever the order of arrival. */
const MOST_TASKS = 2000;

/** The tasks in the row of their run, by key. */
interface StoredTasks {
  /** Of each of them, unless it says otherwise. */
  readonly shared: Shown;
  readonly tasks: readonly StoredTask[];
}

interface StoredTask {
  readonly key: string;
  readonly known: Shown;
  /** Who said so, and everything else. */
  readonly said: StoredSaid;
}

/** What was said of each task of a run, by its key. */
type Tasks = ReadonlyMap<string, Said>;

const table: JoinedTable<Tasks> = {
  table: 'run_tasks',
  key: { entity_ref: 'text', run_key: 'text' },
  before: ['heard_at', 'tasks'],
  rowOf(key, content) {
    const tasks = [...content]
      .sort(([a], [b]) => compareText(a, b))
      .slice(0, MOST_TASKS);
    const heardAt = tasks.map(([, said]) => valueOf<number>(said, '$heardAt')!);
    return {
      ...key,
      task_count: tasks.length,
      passed: JSON.stringify(passedNames(tasks)),
      heard_at: Math.min(...heardAt),
      tasks: JSON.stringify(storeTasks(tasks, key.run_key as string)),
    };
  },
  contentOf(row) {
    const { shared, tasks } = readTasks(row);
    return new Map(
      tasks.map(({ key, known, said }) => [
        key,
        restoreSaid(said, { ...shared, ...known, runKey: row.run_key }),
      ]),
    );
  },
  join(a, b) {
    const joined = new Map(a);
    for (const [key, said] of b) {
      const other = joined.get(key);
      joined.set(key, other ? joinSaid('task', other, said) : said);
    }
    return joined;
  },
  isEqual: (a, b) =>
    a.size === b.size &&
    [...a].every(([key, said]) => {
      const other = b.get(key);
      return other !== undefined && saidText(other) === saidText(said);
    }),
};

function passedNames(tasks: readonly (readonly [string, Said])[]): string[] {
  const names = new Set<string>();
  for (const [, said] of tasks) {
    const name = valueOf<string>(said, 'name');
    if (name && valueOf(said, 'result') === 'success') names.add(name);
  }
  return [...names].sort(compareText);
}

function storeTasks(
  tasks: readonly (readonly [string, Said])[],
  runKey: string,
): StoredTasks {
  const shared = valuesOf(tasks[0][1], SHARED);
  return {
    shared,
    tasks: tasks.map(([key, said]) => {
      const known = valuesOf(said, FIELDS);
      return {
        key,
        known,
        said: storeSaid(said, { ...shared, ...known, runKey }),
      };
    }),
  };
}

function valuesOf(said: Said, fields: readonly string[]): Shown {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const value = valueOf(said, field);
    if (value !== undefined) values[field] = value;
  }
  return values;
}

function readTasks(row: DatabaseRow): StoredTasks {
  return JSON.parse(row.tasks as string);
}

/**
 * Joins what is said of tasks into the rows of their runs, which belong to locked entities, and gives back the rows
 * that are different now.
 */
export async function joinTasks(
  tx: Knex,
  tasks: readonly Entry[],
): Promise<Change[]> {
  const byRun = groupRows(tasks, one => `${one.entityRef}\0${runKeyOf(one)}`);
  const joinings = [...byRun.values()].map(own => {
    const [{ entityRef }] = own;
    return {
      entityRef,
      key: { entity_ref: entityRef, run_key: runKeyOf(own[0]) },
      content: new Map(own.map(({ key, said }) => [key, said])),
    };
  });
  const changed = await joinRows(tx, table, joinings);
  return changed.map(({ joining: { entityRef }, row, before }) => ({
    entry: { type: 'task', entityRef },
    row,
    before,
  }));
}

function runKeyOf({ said }: Entry): string {
  return valueOf<string>(said, 'runKey')!;
}

/**
 * The tasks of a row with `entity_ref`, `run_key` and `tasks`: those that the most trusted channel told of, by
 * (startedAt, name, key); tasks that never began come last.
 */
export function toTasks(row: DatabaseRow): TaskRow[] {
  const { shared, tasks } = readTasks(row);
  const found = tasks.map(({ key, known, said }) => {
    const shown = { ...shared, ...known };
    const say = <T>(field: string) => valueIn<T>(said, shown, field);
    const task: TaskRow = {
      result: 'unknown',
      ...(known as Pick<TaskData, 'name'>),
      runKey: row.run_key as string,
      entityRef: row.entity_ref as string,
      key,
      phase: say<Phase>('$phase') ?? 'pending',
      reportedBy: say<string>('$reportedBy') ?? null,
    };
    return { task, trust: TRUST.indexOf(say<Channel>('$channel')!) };
  });
  const best = Math.min(...found.map(({ trust }) => trust));
  return found
    .flatMap(({ task, trust }) => (trust === best ? task : []))
    .sort(
      (a, b) =>
        (a.startedAt ?? Infinity) - (b.startedAt ?? Infinity) ||
        compareText(a.name, b.name) ||
        compareText(a.key, b.key),
    );
}
