import type {
  Deployable,
  Evaluation,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { toInstant } from '../../instant';
import type { DeploymentRow, EvaluationRow, Store } from '../../store/types';
import type { EvaluationOptions } from './options';
import type { RecalledPlace } from './recallVerdicts';

const MOST_EVALUATIONS = 200;
const MOST_VERSIONS = 20;

/** What {@link readDeployable} needs. */
export interface DeployableOptions
  extends Pick<EvaluationOptions, 'environments'> {
  readonly store: EvaluationOptions['store'] &
    Pick<Store, 'readCurrentDeployments'>;
  /** See recallVerdicts. */
  readonly recall: (place: RecalledPlace) => Promise<Evaluation[]>;
}

/**
 * The reverse question. `version` is the newest that the recorded measurements would let go now, as `can-i-deploy` would
 * say of it; the matrix holds the newest verdict of each version and environment as it was given, and what runs where
 * without one.
 */
export async function readDeployable(
  asked: { readonly entityRef: string; readonly environment?: string },
  { store, environments, recall }: DeployableOptions,
): Promise<Deployable> {
  const { entityRef } = asked;
  const environment = environments.canonical(
    asked.environment ?? environments.resolve([], [])[0] ?? 'production',
  );
  const [current, { rows }, recalled] = await Promise.all([
    store.readCurrentDeployments(entityRef),
    store.listEvaluations({
      ...{ entityRef, phase: 'pre-deploy', limit: MOST_EVALUATIONS },
    }),
    recall({ entityRef, environment, phase: 'pre-deploy' }),
  ]);
  const allowed = recalled.find(({ canDeploy }) => canDeploy);
  return {
    environment,
    version: allowed?.version ?? null,
    matrix: matrixOf(rows, current),
  };
}

function matrixOf(
  rows: readonly EvaluationRow[],
  current: readonly DeploymentRow[],
): Deployable['matrix'] {
  const versionOf = ({ version, commit }: DeploymentRow) => version ?? commit;
  const cells = new Map<string, Deployable['matrix'][number]>();
  const add = (cell: Deployable['matrix'][number]) => {
    const place = JSON.stringify([cell.version, cell.environment]);
    if (!cells.has(place)) cells.set(place, cell);
  };
  for (const { question, invalidated, answer, id, expiresAt } of rows) {
    const { version, environment } = question;
    add({
      ...{ version, environment, evaluationId: id },
      decision: invalidated ? null : answer.decision,
      expiresAt: toInstant(expiresAt),
      deployed: current.some(
        one => one.environment === environment && versionOf(one) === version,
      ),
    });
  }
  for (const one of current) {
    const version = versionOf(one);
    if (version === undefined) continue;
    add({
      ...{ version, environment: one.environment, deployed: true },
      ...{ decision: null, evaluationId: null, expiresAt: null },
    });
  }
  const all = [...cells.values()];
  const shown = [...new Set(all.map(({ version }) => version))];
  const running = all.flatMap(cell => (cell.deployed ? cell.version : []));
  const versions = new Set([...shown.slice(0, MOST_VERSIONS), ...running]);
  return all.filter(({ version }) => versions.has(version));
}
