import { InputError } from '@backstage/errors';
import type {
  Gate,
  GateOutcome,
  Page,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Environments } from '../environments';
import { toInstant } from '../instant';
import type { GateHistoryRow, Store } from '../store/types';

/** Outcomes shown in the strip of one gate. */
const STRIP_LENGTH = 30;

/** What {@link createGateReader} needs. */
export interface GateReaderOptions {
  readonly store: Pick<
    Store,
    'readGateHistory' | 'listGateHistory' | 'readEnvironments'
  >;
  readonly environments: Pick<Environments, 'resolve'>;
}

/** Which outcomes; no environments = all of them. */
export interface GateQuery {
  readonly entityRef: string;
  readonly environments: readonly string[];
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads the gate history of an entity, as the wire carries it. */
export function createGateReader({ store, environments }: GateReaderOptions) {
  async function stored(entityRef: string, asked: readonly string[]) {
    if (asked.length === 0) return undefined;
    // A region may have gate outcomes before its first deployment.
    const [deployed, reports] = await Promise.all([
      store.readEnvironments([entityRef]),
      store.readGateHistory({ entityRef, perGate: STRIP_LENGTH }),
    ]);
    return environments.resolve(asked, [
      ...new Set([
        ...(deployed.get(entityRef) ?? []),
        ...reports.map(report => report.environment),
      ]),
    ]);
  }

  return {
    /** Gates by name, each with its newest outcomes (at most 30), oldest first. */
    async listGates(query: GateQuery): Promise<Page<Gate>> {
      const { entityRef, limit, cursor } = query;
      const after = cursor === undefined ? '' : gateOfCursor(cursor);
      const rows = await store.readGateHistory({
        entityRef,
        environments: await stored(entityRef, query.environments),
        perGate: STRIP_LENGTH,
      });
      const gates = [...byGate(rows)]
        .filter(([gate]) => cursor === undefined || gate > after)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const page = gates.slice(0, limit);
      const last = page.at(-1)?.[0];
      return {
        items: page.map(([gate, reports]) => toGate(gate, reports)),
        nextCursor:
          gates.length > limit && last !== undefined ? cursorOf(last) : null,
      };
    },

    /** A page of one gate's outcomes, newest first. */
    async listOutcomes(
      query: GateQuery & { readonly gate: string },
    ): Promise<Page<GateOutcome>> {
      const { rows, nextCursor } = await store.listGateHistory({
        entityRef: query.entityRef,
        gate: query.gate,
        limit: query.limit,
        cursor: query.cursor,
        environments: await stored(query.entityRef, query.environments),
      });
      return { items: rows.map(toOutcome), nextCursor };
    },
  };
}

function byGate(rows: readonly GateHistoryRow[]) {
  const gates = new Map<string, GateHistoryRow[]>();
  for (const row of rows) {
    gates.set(row.gate, [...(gates.get(row.gate) ?? []), row]);
  }
  return gates;
}

function toGate(gate: string, newestFirst: readonly GateHistoryRow[]): Gate {
  const outcomes = newestFirst.map(toOutcome).reverse();
  const counted = outcomes.filter(
    ({ outcome }) => outcome !== 'pending' && outcome !== 'skipped',
  );
  const passed = counted.filter(
    ({ outcome }) => outcome === 'pass' || outcome === 'warn',
  );
  return {
    gate,
    passed: passed.length,
    of: counted.length,
    latest: outcomes.at(-1)!,
    outcomes,
  };
}

function toOutcome({ at, ...row }: GateHistoryRow): GateOutcome {
  return { ...row, at: toInstant(at) };
}

function cursorOf(gate: string): string {
  return Buffer.from(gate).toString('base64url');
}

function gateOfCursor(cursor: string): string {
  const gate = Buffer.from(cursor, 'base64url').toString();
  if (!gate || cursorOf(gate) !== cursor) {
    throw new InputError('cursor: is not one that this list gave');
  }
  return gate;
}
