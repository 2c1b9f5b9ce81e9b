import type {
  Gate,
  GateOutcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { isWithoutData } from '../show/isWithoutData';

/** Columns a strip shows at most. */
export const STRIP_COLUMNS = 30;

/** One version at one environment, judged by some of the gates. */
export interface StripColumn {
  readonly key: string;
  readonly environment: string;
  /** The evaluation whose gates stand here; null where they were reported. */
  readonly evaluationId: string | null;
  /** When the first of its gates was judged, ISO 8601. */
  readonly at: string;
}

/** One gate over all columns; null where it was not asked. */
export interface StripRow {
  readonly gate: string;
  readonly cells: readonly (GateOutcome | null)[];
  /** Pass and warn. */
  readonly passed: number;
  /** Outcomes that count: neither pending, skipped nor a pass without data, and not in shadow mode. */
  readonly of: number;
  readonly latest: GateOutcome;
}

/** Gate histories side by side, oldest column left. */
export interface Strip {
  readonly columns: readonly StripColumn[];
  readonly rows: readonly StripRow[];
}

function subjectOf(outcome: GateOutcome): string {
  const { environment, evaluationId, deploymentId, version } = outcome;
  const { commit, runUrl, at } = outcome;
  const subject =
    evaluationId ?? deploymentId ?? version ?? commit ?? runUrl ?? at;
  return JSON.stringify([environment, subject]);
}

/**
 * Outcomes of one gate with the column each stands in. A gate judged twice for the same thing takes two columns, so
 * that every outcome is seen.
 */
function place(outcomes: readonly GateOutcome[]) {
  const seen = new Map<string, number>();
  return outcomes.map(outcome => {
    const subject = subjectOf(outcome);
    const times = (seen.get(subject) ?? 0) + 1;
    seen.set(subject, times);
    return { outcome, key: `${subject}#${times}` };
  });
}

function countPassed(cells: readonly (GateOutcome | null)[]) {
  const outcomes = cells.flatMap(cell =>
    cell && cell.mode !== 'shadow' && !isWithoutData(cell) ? cell.outcome : [],
  );
  const counted = outcomes.filter(
    outcome => outcome !== 'pending' && outcome !== 'skipped',
  );
  const passed = counted.filter(
    outcome => outcome === 'pass' || outcome === 'warn',
  );
  return { passed: passed.length, of: counted.length };
}

/**
 * Lines the histories of several gates up by what was judged: same environment and same deployment, version, commit
 * or run stand in one column. The newest {@link STRIP_COLUMNS} columns are kept; gates that have none of those left
 * are left out.
 */
export function layoutStrip(gates: readonly Gate[]): Strip {
  const placed = gates.map(({ gate, outcomes }) => ({
    gate,
    cells: place(outcomes),
  }));
  const columns = new Map<string, StripColumn>();
  for (const { outcome, key } of placed.flatMap(({ cells }) => cells)) {
    const { environment, at, evaluationId = null } = outcome;
    const known = columns.get(key);
    if (!known || at < known.at) {
      columns.set(key, { key, environment, at, evaluationId });
    }
  }
  const shown = [...columns.values()]
    .sort((a, b) => a.at.localeCompare(b.at) || a.key.localeCompare(b.key))
    .slice(-STRIP_COLUMNS);
  const rows = placed.flatMap(({ gate, cells }) => {
    const byKey = new Map(cells.map(({ key, outcome }) => [key, outcome]));
    const line = shown.map(({ key }) => byKey.get(key) ?? null);
    const latest = [...line].reverse().find(cell => cell !== null);
    return latest ? [{ gate, cells: line, latest, ...countPassed(line) }] : [];
  });
  return { columns: shown, rows };
}

/** Rows that are shown, and those whose gate passed every time, which fold into one line. */
export interface FoldedRows {
  readonly open: readonly StripRow[];
  readonly folded: readonly StripRow[];
}

const FOLD_FROM = 3;
const RANK = ['fail', 'error', 'inconclusive', 'warn', 'pending', 'skipped'];

function rankOf({ latest }: StripRow): number {
  const rank = RANK.indexOf(latest.outcome);
  return rank < 0 ? RANK.length : rank;
}

/**
 * Gates that ever did not pass come first, the one that fails now before the others. Gates that always passed fold
 * when there are at least three beside one that did not; fewer, or all, are shown: a line saved is not worth a click.
 */
export function foldRows(rows: readonly StripRow[]): FoldedRows {
  const sorted = [...rows].sort(
    (a, b) => rankOf(a) - rankOf(b) || a.gate.localeCompare(b.gate),
  );
  const always = (row: StripRow) =>
    row.cells.every(
      cell =>
        cell === null || (cell.outcome === 'pass' && !isWithoutData(cell)),
    );
  const open = sorted.filter(row => !always(row));
  const folded = sorted.filter(always);
  const all = [...open, ...folded];
  return open.length > 0 && folded.length >= FOLD_FROM
    ? { open, folded }
    : { open: all, folded: [] };
}
