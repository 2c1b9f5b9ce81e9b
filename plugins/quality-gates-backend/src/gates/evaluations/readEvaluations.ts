import type {
  Evaluation,
  Page,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  EvaluationAct,
  EvaluationListQuery,
  EvaluationRow,
} from '../../store/types';
import { thawPolicy } from './frozenPolicy';
import type { EvaluationOptions } from './options';
import { wireEvaluation } from './wireEvaluation';

type ReadOptions = Pick<EvaluationOptions, 'store' | 'now' | 'environments'>;

/** What people can do about a decision without changing it. */
const AFTERWARDS: readonly EvaluationAct['type'][] = ['claim', 'invalidation'];

/** Reads evaluations as the wire carries them. */
export function createEvaluationReader({
  store,
  now,
  environments,
}: ReadOptions) {
  async function show(row: EvaluationRow): Promise<Evaluation> {
    const { entityRef, environment, version } = row.question;
    const [outcomes, acts, history] = await Promise.all([
      store.readOutcomes([row]),
      store.readActs({
        ...{ entityRef, environment, version },
        chainId: row.chainId,
        now: row.decidedAt ?? now(),
      }),
      store.countOutcomes({ entityRef, environment, gates: gatesOf(row) }),
    ]);
    const own = outcomes.get(row.id) ?? [];
    return wireEvaluation({
      ...{ row, history },
      outcomes: own,
      // What happened after the decision is its successor's.
      acts: acts.filter(
        act =>
          row.decidedAt === null ||
          act.at <= row.decidedAt ||
          AFTERWARDS.includes(act.type),
      ),
      now: now(),
    });
  }

  return {
    show,
    /** The newest of the evaluations that superseded one another; undefined when there is none with the id. */
    async readNewest(id: string): Promise<EvaluationRow | undefined> {
      let row = await store.readEvaluation(id);
      while (row?.supersededBy) {
        const next = await store.readEvaluation(row.supersededBy);
        if (!next) break;
        row = next;
      }
      return row;
    },
    /** Evaluations without what people did about them, newest first. */
    async list(query: EvaluationListQuery): Promise<Page<Evaluation>> {
      const stored = await store.readNewestEvaluations(query.entityRef);
      const names = stored.map(({ question }) => question.environment);
      const { rows, nextCursor } = await store.listEvaluations({
        ...query,
        environments:
          query.environments?.length === 0
            ? undefined
            : query.environments &&
              environments.resolve(query.environments, names),
      });
      return { items: await this.showAll(rows), nextCursor };
    },
    /** Several of one entity, in two questions for all of them; without acts. */
    async showAll(rows: readonly EvaluationRow[]): Promise<Evaluation[]> {
      const outcomes = await store.readOutcomes(rows);
      return rows.map(row =>
        wireEvaluation({
          row,
          outcomes: outcomes.get(row.id) ?? [],
          acts: [],
          history: new Map(),
          now: now(),
        }),
      );
    },
  };
}

function gatesOf({ policy }: EvaluationRow): string[] {
  return policy ? thawPolicy(policy).gates.map(({ gate }) => gate.id) : [];
}

/** See {@link createEvaluationReader}. */
export type EvaluationReader = ReturnType<typeof createEvaluationReader>;
