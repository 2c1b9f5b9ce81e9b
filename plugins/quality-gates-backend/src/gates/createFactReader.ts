import type {
  DeployedVersion,
  FactReader,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Environments } from '../environments';
import type { EvaluationAct, EvaluationRow, Store } from '../store/types';

const MOST_REPORTS = 50;
const MOST_SETS = 20;
const MOST_INCIDENTS = 200;
const MOST_TASKS = 2_000;
/** Verdicts that are looked through for those of deployments. */
const MOST_VERDICTS = 200;

/** Of the store, what gates read. */
export type FactStore = Pick<
  Store,
  | 'listReports'
  | 'listGateReports'
  | 'listDeployments'
  | 'listEvaluations'
  | 'readOpenIncidents'
  | 'readIncidentSources'
  | 'readFirstFacts'
  | 'readTasksOfCommit'
>;

/** What gates may read of the facts of one entity, for one evaluation. Every call is one or two bounded queries. */
export function createFactReader(options: {
  readonly store: FactStore;
  readonly environments: Pick<Environments, 'canonical'>;
  readonly entityRef: string;
  /** Of the chain, oldest first. */
  readonly acts: readonly EvaluationAct[];
  readonly question: EvaluationRow['question'];
}): FactReader {
  const { store, environments, entityRef, acts, question } = options;
  return {
    async testReports({ commit, since, tool }) {
      const { rows } = await store.listReports({
        ...{ entityRef, type: 'test-report', limit: MOST_REPORTS },
        commit,
        since,
      });
      return rows.filter(({ data }) => !tool || data.tool === tool);
    },
    async scanReports({ commit, digest, tool }) {
      const { rows } = await store.listReports({
        ...{ entityRef, type: 'scan-report', limit: MOST_REPORTS },
        commit,
      });
      return rows.filter(
        ({ data }) =>
          (!tool || data.tool === tool) && (!digest || data.digest === digest),
      );
    },
    async affectedSets({ commit }) {
      const { rows } = await store.listReports({
        ...{ entityRef, type: 'affected-set', limit: MOST_SETS },
        commit,
      });
      return rows;
    },
    async gateReports({ gate, environment, ...about }) {
      const query = {
        ...{ entityRef, gate, limit: MOST_REPORTS },
        environments: [environments.canonical(environment)],
      };
      const own = await store.listGateReports({ ...query, about });
      const { rows } = own.rows.length
        ? own
        : await store.listGateReports(query);
      return rows.map(({ at, reportedBy, ...data }) => ({
        at,
        reportedBy,
        data,
      }));
    },
    async openIncidents() {
      const rows = await store.readOpenIncidents(entityRef, MOST_INCIDENTS);
      return rows.map(({ reportedBy, source, ...data }) => ({
        at: data.openedAt,
        ...{ reportedBy, source },
        data,
      }));
    },
    async hasIncidentSource(source) {
      if (source !== undefined) {
        return (await store.readIncidentSources(entityRef)).includes(source);
      }
      return (await store.readFirstFacts(entityRef)).incident !== undefined;
    },
    deployments: ({ environment }) =>
      readDeployed(store, entityRef, environments.canonical(environment)),
    tasks: ({ commit, pipeline }) =>
      store.readTasksOfCommit({
        ...{ entityRef, commit, pipeline },
        limit: MOST_TASKS,
      }),
    approvals: async ({ gate }) =>
      acts
        .filter(act => act.type === 'approval' && act.gate === gate)
        .map(act => ({
          gate,
          decision: act.detail.decision ?? 'reject',
          by: act.who,
          groups: act.detail.groups ?? [],
          reason: act.detail.reason ?? '',
          at: act.at,
          version: question.version,
          digest: question.digest ?? null,
          evidenceDigest: act.detail.evidenceDigest ?? null,
        })),
  };
}

/** What reached an environment, newest first, each with what its post-deploy gates came to. */
async function readDeployed(
  store: FactStore,
  entityRef: string,
  environment: string,
): Promise<DeployedVersion[]> {
  const place = { entityRef, environments: [environment] };
  const [deployments, verdicts] = await Promise.all([
    store.listDeployments({ ...place, limit: 2 * MOST_REPORTS }),
    store.listEvaluations({
      ...place,
      phase: 'post-deploy',
      limit: MOST_VERDICTS,
    }),
  ]);
  const verdictOf = (version: string | undefined) =>
    verdicts.rows.find(
      one =>
        one.question.version === version &&
        one.decidedAt !== null &&
        !one.invalidated,
    )?.answer.decision ?? null;
  return deployments.rows
    .filter(({ reached }) => reached)
    .slice(0, MOST_REPORTS)
    .map(({ id, version, commit, digest, finishedAt, occurredAt }) => ({
      id,
      environment,
      ...{ version, commit, digest },
      finishedAt: finishedAt ?? occurredAt,
      verdict: verdictOf(version ?? commit),
    }));
}
