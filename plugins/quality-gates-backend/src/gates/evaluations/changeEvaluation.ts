/**
 * What people do about an evaluation.
 *
 * A decided evaluation is never changed: what is done about it makes a successor in the same chain, which takes over
 * what was measured a moment ago and looks at the rest anew, under the policy that holds now. An open one is made due.
 * Outcomes are never touched: a waiver and a broken glass change the decision, visibly.
 */
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  Approval,
  Override,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  EvaluationAct,
  EvaluationRow,
  NewNotice,
} from '../../store/types';
import { actOf } from './askEvaluation';
import { claimNotice, glassNotice } from './changeNotices';
import { evidenceDigest } from './evidenceDigest';
import { thawPolicy } from './frozenPolicy';
import { namesOf } from './namesOf';
import type { EvaluationOptions } from './options';
import { checkOverride, rulesOf } from './overrides';
import type { EvaluationReader } from './readEvaluations';
import { succeedEvaluation } from './succeedEvaluation';

/** Somebody who does something about an evaluation. */
export interface Person {
  /** Ref of a user; for a re-run also the name of a token or service. */
  readonly ref: string;
  readonly groups: readonly string[];
}

const MOST_TRIES = 5;

/** Makes the calls; each gives back the id of the evaluation that holds now. Throws NotFoundError for an unknown id. */
export function createChanges(
  options: EvaluationOptions & { readonly reader: EvaluationReader },
) {
  const { store, reader, now } = options;

  async function current(id: string): Promise<EvaluationRow> {
    const row = await reader.readNewest(id);
    if (!row) throw new NotFoundError(`There is no evaluation ${id}`);
    if (row.dryRun) {
      throw new ConflictError(
        'A what-if cannot be changed; ask without dryRun',
      );
    }
    return row;
  }

  /** Keeps an act where it counts: with the open evaluation, or with a successor of the decided one. */
  async function act(
    first: EvaluationRow,
    make: (row: EvaluationRow) => EvaluationAct,
    again: { readonly gate?: string; readonly all?: boolean },
    notices: readonly NewNotice[] = [],
  ): Promise<string> {
    let row = first;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const at = now();
      if (row.decidedAt === null) {
        const wake = { evaluationId: row.id, now: at };
        if (await store.addActs([make(row)], { wake, notices })) return row.id;
      } else {
        const next = await succeedEvaluation(row, again, options);
        const result = await store.createEvaluation({
          ...next,
          acts: [{ ...make(next.row), at }],
          notices,
        });
        if (result.created) return result.id;
      }
      row = await current(row.id);
    }
    throw new ConflictError(`Evaluation ${first.id} changes all the time`);
  }

  return {
    async approve(id: string, person: Person, body: Approval) {
      const row = await current(id);
      requireGate(row, body.gate);
      if (body.decision === 'approve') {
        await requireUninvolved(row, person, options);
      }
      const { gate, decision, reason } = body;
      const seen = (await store.readOutcomes([row])).get(row.id) ?? [];
      const detail = {
        ...{ decision, reason, groups: person.groups },
        evidenceDigest: evidenceDigest(seen),
      };
      const make = (of: EvaluationRow) =>
        actOf(of, 'approval', person.ref, { gate, detail, at: now() });
      return act(row, make, { gate });
    },

    async waive(id: string, person: Person, body: Override) {
      const row = await current(id);
      const gate = requireGate(row, body.gate);
      const rules = rulesOf(row, 'waiver');
      const until = now() + checkOverride(body, rules);
      const open = await unconfirmed(row, gate, options);
      if (rules.fourEyes && open) {
        if (open.who === person.ref) {
          throw new ConflictError(
            'A second person has to confirm this waiver, by posting the same',
          );
        }
        const confirmed = { ...open.detail, confirmedBy: person.ref };
        await store.confirmWaiver(open, person.ref);
        const make = (of: EvaluationRow) =>
          actOf(of, 'waiver-confirmed', person.ref, {
            ...{ gate, at: now() },
            detail: { reason: body.reason, ticket: confirmed.ticket },
          });
        return act(row, make, {});
      }
      const make = (of: EvaluationRow) =>
        actOf(of, 'waiver', person.ref, {
          ...{ gate, until, at: now() },
          detail: {
            reason: body.reason,
            ticket: body.ticket,
            ...(rules.fourEyes && { confirmedBy: null }),
          },
        });
      if (!rules.fourEyes) return act(row, make, {});
      // Until it is confirmed nothing changes, and a successor would say the same again.
      await store.addActs([make(row)], {});
      return row.id;
    },

    async breakGlass(id: string, person: Person, body: Override) {
      const row = await current(id);
      const rules = rulesOf(row, 'breakGlass');
      const until = now() + checkOverride(body, rules);
      const { reason, ticket } = body;
      const make = (of: EvaluationRow) =>
        actOf(of, 'break-glass', person.ref, {
          ...{ until, at: now() },
          detail: { reason, ticket },
        });
      const notice = glassNotice(row, {
        person,
        body,
        until,
        rules,
        at: now(),
      });
      return act(row, make, {}, [notice]);
    },

    async invalidate(id: string, person: Person, body: Override) {
      const row = await current(id);
      if (row.decidedAt === null) {
        throw new ConflictError('Nothing is decided yet that could be invalid');
      }
      const { reason, ticket } = body;
      const made = actOf(row, 'invalidation', person.ref, {
        at: now(),
        detail: { reason, ticket },
      });
      const mark = { at: made.at, by: person.ref, reason };
      await store.invalidateEvaluation(row.id, mark, made);
      return row.id;
    },

    async rerun(id: string, person: Person, body: Override) {
      const row = await current(id);
      const gate = body.gate && requireGate(row, body.gate);
      const make = (of: EvaluationRow) =>
        actOf(of, 'rerun', person.ref, {
          ...{ gate: gate ?? null, at: now() },
          detail: { reason: body.reason, ticket: body.ticket },
        });
      return act(row, make, gate ? { gate } : { all: true });
    },

    async claim(id: string, person: Person, body: Override) {
      const row = await current(id);
      const gate = body.gate && requireGate(row, body.gate);
      const made = actOf(row, 'claim', person.ref, {
        ...{ gate: gate ?? null, at: now() },
        detail: { reason: body.reason, ticket: body.ticket },
      });
      await store.addActs([made], { notices: [claimNotice(row, made)] });
      return row.id;
    },
  };
}

function requireGate(row: EvaluationRow, gate: string | undefined): string {
  const gates = row.policy ? thawPolicy(row.policy).gates : [];
  const ids = gates.map(one => one.gate.id);
  if (gate !== undefined && ids.includes(gate)) return gate;
  throw new InputError(
    `Wrong body: gate: must be one of ${
      ids.join(', ') || 'none, there is no gate'
    }`,
  );
}

async function unconfirmed(
  row: EvaluationRow,
  gate: string,
  { store, now }: EvaluationOptions,
): Promise<EvaluationAct | undefined> {
  const { entityRef, environment, version } = row.question;
  const acts = await store.readActs({
    ...{ entityRef, environment, version },
    chainId: row.chainId,
    now: now(),
  });
  return acts
    .filter(
      one =>
        one.type === 'waiver' &&
        one.gate === gate &&
        one.detail.confirmedBy === null &&
        one.until! > now(),
    )
    .at(-1);
}

/** Throws NotAllowedError when somebody would approve their own work. */
async function requireUninvolved(
  row: EvaluationRow,
  person: Person,
  { readEntity }: EvaluationOptions,
) {
  const { involved } = row.question;
  const names = namesOf(person.ref, await readEntity(person.ref));
  if (!names.some(name => involved.includes(name))) return;
  throw new NotAllowedError(
    `${person.ref} may not approve: who asked, who started the run and who wrote the commits cannot`,
  );
}
