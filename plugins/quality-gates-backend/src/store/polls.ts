import type { Knex } from 'knex';
import { cleanKey, cleanText } from './cleanFact';
import { queryRows, type DatabaseRow } from './dialect';
import { insertRows } from './rows';
import type { PollState, StoredPollState } from './types';

const COLUMNS = 'source, target, state, polled_at, paused_until, problem';

/** See {@link Store.readPollStates}. */
export async function readPollStates(
  tx: Knex,
  source: string,
): Promise<StoredPollState[]> {
  const rows = await queryRows(
    tx,
    `select ${COLUMNS} from poll_state where source = ? order by target`,
    [cleanKey(source)],
  );
  return rows.map(toState);
}

/** See {@link Store.writePollState}. */
export async function writePollState(
  tx: Knex,
  source: string,
  target: string,
  state: PollState,
): Promise<void> {
  await insertRows(tx, {
    table: 'poll_state',
    key: ['source', 'target'],
    rows: [
      {
        source: cleanKey(source),
        target: cleanKey(target),
        state: state.state === undefined ? null : JSON.stringify(state.state),
        polled_at: state.polledAt,
        paused_until: state.pausedUntil,
        problem: state.problem === null ? null : cleanText(state.problem),
      },
    ],
    update: ['state', 'polled_at', 'paused_until', 'problem'],
  });
}

function toState(row: DatabaseRow): StoredPollState {
  const at = (value: unknown) => (value === null ? null : Number(value));
  return {
    target: row.target as string,
    state: row.state === null ? undefined : JSON.parse(row.state as string),
    polledAt: at(row.polled_at),
    pausedUntil: at(row.paused_until),
    problem: row.problem as string | null,
  };
}
