import { ConfigReader } from '@backstage/config';
import type {
  CommitData,
  DeploymentData,
  IncidentData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readQualityGatesConfig } from '../../config';
import { createEnvironments } from '../../environments';
import { createSqlite } from '../../store/__testUtils__/testDatabases';
import { makeFact } from '../../store/__testUtils__/testFacts';
import { createTestStore } from '../../store/__testUtils__/testStore';
import type { AttributedFact, Store } from '../../store/types';
import { at, PAY } from './testFacts';

/** What the readers need beside the store, with all defaults: production has regions, incidents link within 24 h. */
export function makeSettings() {
  const config = readQualityGatesConfig(new ConfigReader({}));
  return { config, environments: createEnvironments(config.environments) };
}

/** A real store in a database of its own, and which of its calls were made since {@link FilledStore.fill}. */
export interface FilledStore {
  readonly store: Store;
  readonly calls: string[];
  fill(...facts: readonly AttributedFact[]): Promise<void>;
  drop(): Promise<void>;
}

/** Opens a {@link FilledStore} without facts. */
export async function openFilledStore(): Promise<FilledStore> {
  const database = await createSqlite();
  const { tell, knex: _knex, ...store } = await createTestStore(database);
  const calls: string[] = [];
  const noted = Object.entries(store).map(([name, call]) => [
    name,
    (...args: readonly unknown[]) => {
      calls.push(name);
      return (call as (...args: readonly unknown[]) => unknown)(...args);
    },
  ]);
  return {
    store: Object.fromEntries(noted) as Store,
    calls,
    async fill(...facts) {
      await tell(facts);
      calls.length = 0;
    },
    drop: () => database.drop(),
  };
}

/** That {@link PAY} was deployed to production, and went well. */
export function deployed(
  id: string,
  finished: string,
  data: Partial<DeploymentData> = {},
): AttributedFact {
  const finishedAt = at(finished);
  const fact = makeFact(
    'deployment',
    `plain:ci/${id}`,
    {
      id,
      environment: 'production',
      status: 'success',
      result: 'success',
      finishedAt,
      ...data,
    },
    { at: finishedAt, reportedBy: 'ci' },
  );
  return { fact, attribution: { entityRefs: [PAY] } };
}

/** That a commit of {@link PAY} was pushed. */
export function pushed(
  sha: string,
  parent: string | null,
  data: Pick<CommitData, 'committedAt' | 'author'>,
): AttributedFact {
  const parents = parent === null ? [] : [parent];
  const fact = makeFact('commit', sha, { sha, parents, ...data });
  return { fact, attribution: { entityRefs: [PAY] } };
}

/** That something went wrong with {@link PAY}. */
export function wentWrong(
  id: string,
  opened: string,
  data: Partial<IncidentData> = {},
): AttributedFact {
  const openedAt = at(opened);
  const fact = makeFact(
    'incident',
    `plain:ci/${id}`,
    { id, openedAt, ...data },
    { at: openedAt, reportedBy: 'ci' },
  );
  return { fact, attribution: { entityRefs: [PAY] } };
}
