/**
 * A round of work on one open evaluation, by the one who holds its lease.
 *
 * The gates that are due are looked at side by side, and each answer is saved soon after it came, together with those
 * that came within a moment: a transaction an answer would cost more than asking. As soon as the decision is certain it
 * is saved and the rest is called off. A lease that is lost calls everything off, and nothing more is written: somebody
 * else has taken over.
 *
 * Nothing is let through by an old look: before a version goes, gates that were looked at minutes ago are asked once
 * more.
 */
import type { ClaimedEvaluation, GateOutcomeRow } from '../../store/types';
import { createScene } from './createScene';
import { answerOf, decisionOf, lets } from './decideEvaluation';
import { evidenceDigest, isBeforeEvidence } from './evidenceDigest';
import { thawPolicy, type FrozenGate } from './frozenPolicy';
import { firstLookAt, lookAtGate, type Scene } from './lookAtGate';
import type { EvaluationOptions } from './options';
import { verdictNotice, waitingNotice } from './verdictNotice';

/** How old a look may be that lets a version through. */
const FRESH_MS = 5 * 60_000;
/** How long an answer that decides nothing waits to be saved together with others. */
const TOGETHER_MS = 100;
/** Outcomes that keep no version back. */
const GOOD: readonly string[] = ['pass', 'warn', 'skipped'];
/** When nothing else says when to look again. */
const IDLE_MS = 60_000;

class Round {
  readonly #claim: ClaimedEvaluation;
  readonly #options: EvaluationOptions;
  readonly #calledOff = new AbortController();
  readonly #signal: AbortSignal;
  readonly #gates: readonly FrozenGate[];
  readonly #rows: Map<string, GateOutcomeRow>;
  #unsaved: GateOutcomeRow[] = [];
  #saving: Promise<void> | undefined;
  #hurry = () => {};
  #over = false;

  constructor(
    claim: ClaimedEvaluation,
    options: EvaluationOptions,
    signal: AbortSignal,
  ) {
    this.#claim = claim;
    this.#options = options;
    this.#signal = AbortSignal.any([signal, this.#calledOff.signal]);
    const { policy } = claim.row;
    this.#gates = policy ? thawPolicy(policy).gates : [];
    this.#rows = new Map(claim.outcomes.map(row => [row.gate, row]));
  }

  async run() {
    for (let due = this.#due(); !this.#over; due = this.#again()) {
      await this.#lookAtAll(due);
      this.#hurry();
      await this.#saving;
      await this.#save();
      if (this.#signal.aborted || this.#again().length === 0) break;
    }
    if (!this.#over) await this.#release();
  }

  async #lookAtAll(due: readonly FrozenGate[]) {
    if (due.length === 0) return;
    const evidence = this.#evidence();
    const scene = createScene(this.#claim, this.#options, evidence);
    // Told to each gate that looks; here only so that nobody finds it unhandled.
    scene.catch(() => {});
    await Promise.all(due.map(gate => this.#look(gate, scene, evidence)));
  }

  /** Gates to look at now. */
  #due(): FrozenGate[] {
    const { row, woken } = this.#claim;
    const now = this.#options.now();
    return this.#gates.filter(frozen => {
      const seen = this.#rows.get(frozen.gate.id)!;
      const sampled = frozen.settings.sampling !== undefined;
      if (seen.done) {
        // What could not be decided may be now.
        const undecided = ['inconclusive', 'error'].includes(seen.outcome);
        return woken && undecided && !sampled;
      }
      if (now >= row.deadlineAt) return true;
      if (seen.measuredAt === null) return now >= firstLookAt(frozen, row);
      if (woken && !sampled && seen.attempts === 0) return true;
      return seen.nextAt !== null && seen.nextAt <= now;
    });
  }

  /** Gates that would let the version through by a look that is too old; [] while it is not let through. */
  #stale(): FrozenGate[] {
    const standing = this.#standing();
    const { dryRun } = this.#claim.row;
    if (!decisionOf(standing, dryRun) || !lets(answerOf(standing))) return [];
    return this.#gates.filter(({ gate, settings }) => {
      const { measuredAt, done, outcome } = this.#rows.get(gate.id)!;
      if (!done || measuredAt === null || outcome === 'skipped') return false;
      const maxAgeMs = settings.maxAgeMs ?? FRESH_MS;
      const freshMs = settings.sampling
        ? maxAgeMs
        : Math.min(FRESH_MS, maxAgeMs);
      return standing.at - measuredAt > freshMs;
    });
  }

  /** Gates to look at once more before it can be over: too old, or bound to what others have seen since. */
  #again(): FrozenGate[] {
    const evidence = this.#evidence();
    const before = this.#gates.filter(({ gate }) =>
      isBeforeEvidence(this.#rows.get(gate.id)!, evidence),
    );
    return [...new Set([...this.#stale(), ...before])];
  }

  #evidence(): string {
    return evidenceDigest(this.#rows.values());
  }

  async #look(frozen: FrozenGate, scene: Promise<Scene>, evidence: string) {
    const { row } = this.#claim;
    const before = this.#rows.get(frozen.gate.id)!;
    const seen = await lookAtGate(
      frozen,
      before.done ? { ...before, measurements: [], attempts: 0 } : before,
      { row, scene, signal: this.#signal, options: this.#options },
    );
    // Called off: what it seems to say is only that.
    if (this.#signal.aborted) return;
    const known = withEvidence(seen, evidence);
    this.#rows.set(frozen.gate.id, known);
    this.#unsaved.push(known);
    // What is good seldom is the last word while others are asked, and working that out costs more than it gains.
    const atOnce = !GOOD.includes(known.outcome) && this.#isDecided();
    if (atOnce) this.#hurry();
    this.#saving ??= this.#saveSoon(Boolean(atOnce)).finally(() => {
      this.#saving = undefined;
    });
    // Told to who awaits it; here only so that nobody finds it unhandled.
    this.#saving.catch(() => {});
  }

  async #saveSoon(atOnce: boolean): Promise<void> {
    if (!atOnce) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, TOGETHER_MS);
        this.#hurry = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await this.#save();
  }

  /** Saves what is not saved yet; decides if that is the last word. */
  async #save(): Promise<void> {
    while (!this.#over) {
      const decided = this.#isDecided();
      const outcomes = this.#unsaved;
      if (!decided && outcomes.length === 0) return;
      this.#unsaved = [];
      const standing = this.#standing();
      const answer = answerOf(standing);
      const { row, fence } = this.#claim;
      const saved = await this.#options.store
        .saveRound({
          id: row.id,
          entityRef: row.question.entityRef,
          fence,
          outcomes,
          answer,
          ...(decided && { decided: { at: standing.at, ...decided } }),
          notices: decided ? verdictNotice(row, answer, standing.at) : [],
        })
        .catch(error => {
          this.#unsaved = [...outcomes, ...this.#unsaved];
          throw error;
        });
      if (decided || !saved) {
        this.#over = true;
        this.#calledOff.abort();
        if (decided && saved) this.#options.onDecided?.(row.id);
      }
    }
  }

  #isDecided() {
    if (this.#signal.aborted) return undefined;
    const decided = decisionOf(this.#standing(), this.#claim.row.dryRun);
    return decided && this.#again().length === 0 ? decided : undefined;
  }

  #standing() {
    const { row, acts } = this.#claim;
    return {
      policy: row.policy,
      outcomes: [...this.#rows.values()],
      acts,
      at: this.#options.now(),
    };
  }

  async #release() {
    const { row, fence, wakeSeq } = this.#claim;
    const { store, now } = this.#options;
    const answer = answerOf(this.#standing());
    // Called off, it has not come to anything that it could tell.
    const notices = this.#signal.aborted
      ? []
      : waitingNotice(row, answer, {
          outcomes: this.#rows.values(),
          before: this.#claim.outcomes,
        });
    await store.saveRound({
      id: row.id,
      entityRef: row.question.entityRef,
      fence,
      outcomes: [],
      answer,
      release: { nextAt: this.#nextAt(now()), seenSeq: wakeSeq },
      notices,
    });
  }

  #nextAt(now: number): number {
    const { row } = this.#claim;
    const times = this.#gates.flatMap(frozen => {
      const seen = this.#rows.get(frozen.gate.id)!;
      if (seen.done) return [];
      if (seen.measuredAt === null) return [firstLookAt(frozen, row)];
      return seen.nextAt === null ? [] : [seen.nextAt];
    });
    const wanted = Math.min(...times, now + IDLE_MS);
    return row.deadlineAt > now ? Math.min(wanted, row.deadlineAt) : wanted;
  }
}

/** Notes with the newest measurement what the other gates had seen by then. */
function withEvidence(row: GateOutcomeRow, digest: string): GateOutcomeRow {
  const last = row.measurements.at(-1);
  if (!last) return row;
  const measurements = [
    ...row.measurements.slice(0, -1),
    { ...last, evidenceDigest: digest },
  ];
  return { ...row, measurements };
}

/** See the head of this file. Resolves when there is nothing more to do for now. Throws when the store is away. */
export async function evaluateRound(
  claim: ClaimedEvaluation,
  options: EvaluationOptions,
  signal: AbortSignal,
): Promise<void> {
  await new Round(claim, options, signal).run();
}
