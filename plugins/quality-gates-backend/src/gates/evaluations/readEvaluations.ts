import type {
  Evaluation,
  Page,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  EvaluationAct,
  EvaluationListQuery,
  EvaluationRow,
} from '../../store/types';
import type { EvaluationOptions } from './options';
import { readGateRecords } from './readGateRecords';
import { wireEvaluation } from './wireEvaluation';

type ReadOptions = Pick<
  EvaluationOptions,
  'store' | 'now' | 'environments' | 'pageOf'
>;

/** What people can do about a decision without changing it. */
const AFTERWARDS: readonly EvaluationAct['type'][] = ['claim', 'invalidation'];

/** Reads evaluations as the wire carries them. */
export function createEvaluationReader({
  store,
  now,
  environments,
  pageOf,
}: ReadOptions) {
  async function showAll(
    rows: readonly EvaluationRow[],
    { records = true }: { readonly records?: boolean } = {},
  ): Promise<Evaluation[]> {
    const at = now();
    const [outcomes, acts, recordOf] = await Promise.all([
      store.readOutcomes(rows),
      store.readActsOf(rows, at),
      readGateRecords(records ? rows : [], { store, now: at }),
    ]);
    return rows.map(row =>
      wireEvaluation({
        row,
        outcomes: outcomes.get(row.id) ?? [],
        // What happened after the decision is its successor's.
        acts: (acts.get(row.id) ?? []).filter(
          act =>
            row.decidedAt === null ||
            act.at <= row.decidedAt ||
            AFTERWARDS.includes(act.type),
        ),
        recordOf: gate => recordOf(row.question.environment, gate),
        // A what-if is in nobody's history.
        ...(!row.dryRun && {
          page: pageOf?.({ id: row.id, entityRef: row.question.entityRef }),
        }),
        now: at,
      }),
    );
  }

  return {
    /** Several of one entity, in four questions for all of them; without `records` gates have no history. */
    showAll,
    async show(row: EvaluationRow): Promise<Evaluation> {
      return (await showAll([row]))[0];
    },
    /** The newest of the evaluations that superseded one another; undefined when there is none with the id. */
    readNewest: (id: string) => store.readNewestOf(id),
    /** Newest first. */
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
      return { items: await showAll(rows), nextCursor };
    },
  };
}

/** See {@link createEvaluationReader}. */
export type EvaluationReader = ReturnType<typeof createEvaluationReader>;
