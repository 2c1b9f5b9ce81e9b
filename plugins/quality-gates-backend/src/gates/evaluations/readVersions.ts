import type { EnvironmentState } from '@quality-gates/backstage-plugin-quality-gates-common';
import { toInstant } from '../../instant';
import type {
  DeploymentRow,
  EvaluationRow,
  RunRow,
  Store,
} from '../../store/types';
import type { EvaluationOptions } from './options';
import { readDeployable, type DeployableOptions } from './readDeployable';
import type { EvaluationReader } from './readEvaluations';

const MOST_RUNS = 50;

/** Reads which versions are where, and which could go there. */
export function createVersionReader(
  options: DeployableOptions &
    Pick<EvaluationReader, 'showAll'> & {
      readonly store: EvaluationOptions['store'] &
        Pick<Store, 'readEnvironments' | 'listRuns'>;
    },
) {
  const { store, environments, showAll } = options;

  return {
    /** Environments in promotion order. */
    async listEnvironments(entityRef: string): Promise<EnvironmentState[]> {
      const [stored, current, newest, runs] = await Promise.all([
        store.readEnvironments([entityRef]),
        store.readCurrentDeployments(entityRef),
        store.readNewestEvaluations(entityRef),
        store.listRuns({ entityRef, result: 'success', limit: MOST_RUNS }),
      ]);
      const asked = newest.filter(
        ({ question }) => question.phase === 'pre-deploy',
      );
      const shown = await showAll(asked);
      const names = [
        ...(stored.get(entityRef) ?? []),
        ...newest.map(({ question }) => question.environment),
      ];
      const built = runs.rows.find(run => run.defaultBranch && run.commit);
      let before: DeploymentRow | undefined;
      return environments
        .list(names)
        .map(({ name, tier }): EnvironmentState => {
          const here = current.find(one => one.environment === name);
          const last = asked.findIndex(
            one => one.question.environment === name,
          );
          const candidate = newestOther(here, {
            before,
            asked: asked[last],
            built,
          });
          before = here ?? before;
          return {
            ...{ name, tier, candidate },
            current: here ? wireCurrent(here) : null,
            lastEvaluation: shown[last] ?? null,
          };
        });
    },

    readDeployable: (entityRef: string, environment?: string) =>
      readDeployable({ entityRef, environment }, options),
  };
}

function wireCurrent(row: DeploymentRow): EnvironmentState['current'] {
  return {
    version: row.version ?? null,
    commit: row.commit ?? null,
    digest: row.digest ?? null,
    deployedAt: toInstant(row.finishedAt ?? row.occurredAt),
    deploymentId: row.id,
  };
}

/** The newest version that is not there yet: of the environment before, asked for, or built. */
function newestOther(
  here: DeploymentRow | undefined,
  known: {
    readonly before?: DeploymentRow;
    readonly asked?: EvaluationRow;
    readonly built?: RunRow;
  },
): EnvironmentState['candidate'] {
  const { before, asked, built } = known;
  const found = [
    before && {
      ...{ version: before.version, commit: before.commit },
      at: before.finishedAt ?? before.occurredAt,
    },
    asked && {
      version: asked.question.version,
      commit: asked.question.commit,
      at: asked.createdAt,
    },
    built && {
      version: undefined,
      commit: built.commit,
      at: built.finishedAt ?? built.startedAt ?? built.queuedAt ?? 0,
    },
  ].flatMap(one => (one && isOther(one, here) ? [one] : []));
  const [newest] = found.sort((a, b) => b.at - a.at);
  if (!newest) return null;
  return {
    version: newest.version ?? null,
    commit: newest.commit ?? null,
    builtAt: toInstant(newest.at),
  };
}

function isOther(
  one: { version?: string; commit?: string; at: number },
  here: DeploymentRow | undefined,
): boolean {
  if (!here) return true;
  if (one.at < (here.finishedAt ?? here.occurredAt)) return false;
  if (one.version !== undefined && here.version !== undefined) {
    return one.version !== here.version;
  }
  return one.commit !== undefined && one.commit !== here.commit;
}
