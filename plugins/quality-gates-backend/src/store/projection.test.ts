import type {
  CommitData,
  DeployedCommit,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { describeEachEngine } from './__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeDeployment,
  makeFact,
  minute,
  orphaned,
  owned,
} from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';

const CART = 'component:default/cart';

function named(...shas: string[]): { commits: DeployedCommit[] } {
  return {
    commits: shas.map((sha, n) => ({ sha, committedAt: minute(n - 60) })),
  };
}

function pushed(sha: string, parent: string | null, rest = {}) {
  const data: CommitData = {
    sha,
    parents: parent ? [parent] : [],
    committedAt: minute(-30),
    ...rest,
  };
  return makeFact('commit', sha, data, { at: data.committedAt });
}

describeEachEngine('the projection', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  const leads = async () => {
    const rows = await store.readChangeLeads({
      entityRefs: [CHECKOUT],
      environments: ['production'],
      from: 0,
      to: minute(10_000),
    });
    return rows.map(row => [row.sha, row.deploymentKey, row.deployedAt]);
  };
  const deployments = () =>
    store.readDeploymentHistory({ entityRefs: [CHECKOUT], since: 0 });

  it('gives a change to the first deployment that contains it', async () => {
    await store.tell([
      owned(makeDeployment('d2', minute(20), named('a', 'b'))),
    ]);
    expect(await leads()).toEqual([
      ['a', 'd2', minute(20)],
      ['b', 'd2', minute(20)],
    ]);
    await store.tell([owned(makeDeployment('d1', minute(10), named('a')))]);
    expect(await leads()).toEqual([
      ['a', 'd1', minute(10)],
      ['b', 'd2', minute(20)],
    ]);
  });

  it('moves with a corrected finish time', async () => {
    await store.tell([
      owned(makeDeployment('d1', minute(10), named('a'))),
      owned(makeDeployment('d2', minute(20), named('a'))),
    ]);
    expect(await leads()).toEqual([['a', 'd1', minute(10)]]);
    const moved = makeDeployment('d1', minute(30), {}, { at: minute(40) });
    await store.tell([owned(moved)]);
    expect(await leads()).toEqual([['a', 'd2', minute(20)]]);
  });

  it('forgets a deployment that turns out not to have reached the environment', async () => {
    await store.tell([
      owned(makeDeployment('d1', minute(10), { commit: 'x', ...named('a') })),
      owned(makeDeployment('d2', minute(20), { commit: 'y', ...named('b') })),
      owned(makeDeployment('d3', minute(30), { commit: 'x', ...named('a') })),
    ]);
    expect((await deployments()).at(2)).toMatchObject({
      inferredRollbackOf: 'd2',
      commitsFrom: 'event',
    });
    const failed = makeDeployment(
      'd3',
      minute(30),
      { result: 'failure', status: 'failure' },
      { at: minute(31) },
    );
    await store.tell([owned(failed)]);
    expect((await deployments()).at(2)).toMatchObject({
      reached: false,
      inferredRollbackOf: null,
      commitsFrom: 'unknown',
    });
  });

  it('believes a deployment that says later that it is a roll-back', async () => {
    await store.tell([
      owned(makeDeployment('d1', minute(10), { commit: 'x' })),
      owned(makeDeployment('d2', minute(20), { commit: 'new' })),
    ]);
    expect((await deployments()).at(1)?.inferredRollbackOf).toBeNull();
    const told = { commit: 'new', rollback: true };
    await store.tell([owned(makeDeployment('d2', minute(20), told))]);
    expect((await deployments()).at(1)).toMatchObject({
      rollback: true,
      inferredRollbackOf: 'd1',
    });
  });

  it('infers a roll-back also of a deployment that is heard of later', async () => {
    await store.tell([
      owned(makeDeployment('d1', minute(10), { commit: 'x' })),
    ]);
    await store.tell([
      owned(makeDeployment('d3', minute(30), { commit: 'x' })),
    ]);
    expect((await deployments()).at(1)?.inferredRollbackOf).toBeNull();
    await store.tell([
      owned(makeDeployment('d2', minute(20), { commit: 'y' })),
    ]);
    expect((await deployments()).map(row => row.inferredRollbackOf)).toEqual([
      null,
      null,
      'd2',
    ]);
  });

  it('walks over pushes that arrive after the deployment', async () => {
    await store.tell([
      owned(makeDeployment('d1', minute(10), { commit: 'a' })),
      owned(makeDeployment('d2', minute(20), { commit: 'c' })),
    ]);
    expect(await leads()).toEqual([]);
    await store.tell([
      owned(pushed('a', null)),
      owned(pushed('b', 'a')),
      owned(pushed('c', 'b')),
    ]);
    expect(await leads()).toEqual([
      ['a', 'd1', minute(10)],
      ['b', 'd2', minute(20)],
      ['c', 'd2', minute(20)],
    ]);
    expect((await deployments()).map(row => row.commitsFrom)).toEqual([
      'pushes',
      'pushes',
    ]);
  });

  it('finds the deployments of a late push whose clock was ahead of theirs', async () => {
    await store.tell([
      owned(pushed('a', null)),
      owned(pushed('c', 'b')),
      owned(makeDeployment('d1', minute(10), { commit: 'a' })),
      owned(makeDeployment('d2', minute(20), { commit: 'c' })),
    ]);
    const late = pushed('b', 'a', { committedAt: minute(500) });
    await store.tell([owned(late)]);
    expect((await deployments()).at(1)).toMatchObject({ negativeLeadTimes: 1 });
    expect(await leads()).toEqual([
      ['a', 'd1', minute(10)],
      ['c', 'd2', minute(20)],
    ]);
  });

  it('does not count a change with a wrong clock when a later deployment contains it too', async () => {
    const commits = [{ sha: 'a', committedAt: minute(15) }];
    await store.tell([owned(makeDeployment('d1', minute(10), { commits }))]);
    await store.tell([owned(makeDeployment('d2', minute(20), { commits }))]);
    expect(await leads()).toEqual([]);
  });

  it('walks through commits that do not touch the entity without counting them', async () => {
    const passing = {
      fact: pushed('b', 'a'),
      attribution: { entityRefs: [CART], passingRefs: [CHECKOUT] },
    };
    await store.tell([
      owned(pushed('a', null)),
      passing,
      owned(pushed('c', 'b')),
      owned(makeDeployment('d1', minute(10), { commit: 'a' })),
      owned(makeDeployment('d2', minute(20), { commit: 'c' })),
    ]);
    expect((await leads()).map(([sha]) => sha)).toEqual(['a', 'c']);
  });

  it('keeps environments and entities apart', async () => {
    const staging = { environment: 'staging', ...named('a') };
    await store.tell([
      owned(makeDeployment('s1', minute(5), staging)),
      owned(makeDeployment('d1', minute(10), named('a')), CHECKOUT, CART),
    ]);
    expect(await leads()).toEqual([['a', 'd1', minute(10)]]);
    const both = await store.readChangeLeads({
      entityRefs: [CHECKOUT],
      environments: ['staging', 'production'],
      from: 0,
      to: minute(100),
    });
    expect(both).toMatchObject([{ sha: 'a', environment: 'staging' }]);
    const later = await store.readChangeLeads({
      entityRefs: [CHECKOUT],
      environments: ['staging', 'production'],
      from: minute(6),
      to: minute(100),
    });
    expect(later).toEqual([]);
  });

  it('counts a change that reached two environments at the same moment once', async () => {
    const east = { environment: 'production-east', ...named('a') };
    const west = { environment: 'production-west', ...named('a') };
    await store.tell([
      owned(makeDeployment('w', minute(5), west)),
      owned(makeDeployment('e', minute(5), east)),
    ]);
    const rows = await store.readChangeLeads({
      entityRefs: [CHECKOUT],
      environments: ['production-west', 'production-east'],
      from: 0,
      to: minute(100),
    });
    expect(rows).toMatchObject([{ environment: 'production-east' }]);
  });

  it('lists the changes of deployments, oldest first', async () => {
    await store.tell([
      owned(makeDeployment('d1', minute(10), named('b', 'a'))),
      owned(makeDeployment('d2', minute(20), named())),
    ]);
    const changes = await store.readChangesOf({
      entityRef: CHECKOUT,
      deploymentKeys: ['d1', 'd2'],
    });
    expect(
      changes.map(row => [row.key, row.changes.map(({ sha }) => sha)]),
    ).toEqual([['d1', ['b', 'a']]]);
  });

  it.each([1, 2, 3, 150, 251])(
    'lists 100 of %i changes, and counts all, in each environment',
    async count => {
      const commits = Array.from({ length: count }, (_, n) => ({
        sha: `c${n}`,
        committedAt: minute(0) + n * 1_000,
      }));
      const finishedAt = minute(60);
      await store.tell(
        ['east', 'west'].map(environment =>
          owned(makeDeployment('d1', finishedAt, { environment, commits })),
        ),
      );
      const changes = await store.readChangesOf({
        entityRef: CHECKOUT,
        deploymentKeys: ['d1'],
      });
      const listed = commits.slice(0, 100).map(({ sha }) => ({ sha }));
      const own = {
        entityRef: CHECKOUT,
        key: 'd1',
        count,
        // Commits come second by second: the middle is half way from the first to the last.
        medianLeadTimeMs: 3_600_000 - ((count - 1) / 2) * 1_000,
      };
      expect(changes).toMatchObject([
        { ...own, environment: 'east', changes: listed },
        { ...own, environment: 'west', changes: listed },
      ]);
    },
  );

  it('takes part when an unmapped deployment finds its entity', async () => {
    await store.tell([
      orphaned(makeDeployment('d1', minute(10), named('a'))),
      owned(makeDeployment('d2', minute(20), named('a'))),
    ]);
    expect(await leads()).toEqual([['a', 'd2', minute(20)]]);
    await store.reattributeUnmapped(() => ({ entityRefs: [CHECKOUT] }));
    expect(await leads()).toEqual([['a', 'd1', minute(10)]]);
  });
});
