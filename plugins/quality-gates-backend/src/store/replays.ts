import type { Knex } from 'knex';
import { cleanKey } from './cleanFact';
import { dialectOf, queryRows } from './dialect';
import type { DeliveryRow } from './types';

/** Which deliveries are to be understood again. */
export interface Replay {
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly state?: DeliveryRow['state'];
}

/** Where a replay stands: the last delivery it looked at. */
export type ReplayPosition = readonly [receivedAt: number, id: string];

/** Deliveries that one transaction puts back. */
const DELIVERIES_PER_SLICE = 500;
/** Traces that one transaction reads again, and how many spans they may have together; a larger trace goes alone. */
const TRACES_PER_SLICE = 100;
const SPANS_PER_SLICE = 4_000;
const DAY_MS = 86_400_000;

/**
 * Puts the next deliveries of a replay back to `received`, oldest first; undefined when there are none left. The
 * position passes each delivery once, although the worker finishes the first ones while the last are still to come.
 */
export async function replaySlice(
  tx: Knex,
  replay: Replay,
  after: ReplayPosition,
): Promise<{ replayed: number; last: ReplayPosition } | undefined> {
  const { source, from, to, state } = replay;
  const found = await queryRows(
    tx,
    `select id, received_at from delivery
     where source = ? and body is not null and state <> 'received'
       and received_at >= ? and received_at < ?
       and (received_at, id) > (?, ?)${state ? ' and state = ?' : ''}
     order by received_at, id limit ?`,
    [
      cleanKey(source),
      from,
      to,
      ...after,
      ...(state ? [state] : []),
      DELIVERIES_PER_SLICE,
    ],
  );
  const last = found.at(-1);
  if (!last) return undefined;
  const ids = found.map(({ id }) => id as string);
  const among = dialectOf(tx).oneOf('id', ids);
  const rows = await queryRows(
    tx,
    `update delivery set state = 'received', reason = null, processed_at = null
     where ${among.sql} and state <> 'received' returning id`,
    among.bindings,
  );
  return {
    replayed: rows.length,
    last: [Number(last.received_at), last.id as string],
  };
}

/** The next traces with spans that began in a window, by id, as many as one transaction should read. */
export async function listTraceIds(
  tx: Knex,
  window: { from: number; to: number },
  after: string,
): Promise<string[]> {
  const rows = await queryRows(
    tx,
    `select trace_id, sum(span_count) as spans from trace_segment
     where trace_id > ? and bucket_day between ? and ?
     group by trace_id order by trace_id limit ?`,
    [
      after,
      Math.floor(window.from / DAY_MS),
      Math.floor((window.to - 1) / DAY_MS),
      TRACES_PER_SLICE,
    ],
  );
  let spans = 0;
  const fits = rows.findIndex(row => {
    spans += Number(row.spans);
    return spans > SPANS_PER_SLICE;
  });
  const count = fits < 0 ? rows.length : Math.max(fits, 1);
  return rows.slice(0, count).map(row => row.trace_id as string);
}
