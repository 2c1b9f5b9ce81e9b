import type { ProjectDeployments } from '../store/types';
import {
  projectDeployments,
  type DeploymentHistory,
  type DeploymentToProject,
} from './projectDeployments';

const HOUR = 3_600_000;

/** What the store is built with. */
const contract: ProjectDeployments = projectDeployments;

function recorded(graph: Record<string, string>, rest: object = {}) {
  return new Map(
    Object.entries(graph).map(([sha, parents], index) => [
      sha,
      {
        sha,
        parents: parents.split(' ').filter(Boolean),
        committedAt: index * HOUR,
        touches: true,
        ...rest,
      },
    ]),
  );
}

const NOTHING_BEFORE = {
  key: null,
  sha: null,
  deployedShas: new Set<string>(),
  deployedCommits: new Set<string>(),
};

/** Deployments d1, d2, … finish 100, 101, … hours after the first commit. */
function project(
  deployments: readonly Partial<DeploymentToProject>[],
  commits: DeploymentHistory['commits'] = new Map(),
) {
  return contract({
    before: NOTHING_BEFORE,
    commits,
    deployments: deployments.map((one, index) => ({
      key: `d${index + 1}`,
      id: `id${index + 1}`,
      finishedAt: (100 + index) * HOUR,
      ...one,
    })),
  });
}

const named = (...shas: string[]) =>
  shas.map((sha, index) => ({ sha, committedAt: index * HOUR }));
const brought = (projected: ReturnType<typeof project>) =>
  projected.map(({ changes }) => changes.map(({ sha }) => sha).join(' '));
const from = (projected: ReturnType<typeof project>) =>
  projected.map(({ commitsFrom }) => commitsFrom);

describe('projectDeployments, with commits named by the event', () => {
  it('gives a change to the first deployment that names it', () => {
    const projected = project([
      { commit: 'b', commits: named('a', 'b') },
      { commit: 'c', commits: named('a', 'b', 'c') },
    ]);
    expect(brought(projected)).toEqual(['a b', 'c']);
    expect(from(projected)).toEqual(['event', 'event']);
  });

  it('leaves out merges, and a commit that is named twice', () => {
    const [merge, twice] = named('m', 'a');
    const commits = [{ ...merge, merge: true }, twice, twice];
    expect(brought(project([{ commit: 'm', commits }]))).toEqual(['a']);
  });

  it('drops a change committed after the deployment, counts it, and does not hand it to the next', () => {
    const commits = [
      { sha: 'late', committedAt: 1000 * HOUR },
      { sha: 'same', committedAt: 100 * HOUR },
    ];
    const projected = project([
      { commit: 'late', commits },
      { commit: 'x', commits: [{ sha: 'late', committedAt: 0 }] },
    ]);
    expect(brought(projected)).toEqual(['same', '']);
    expect(projected.map(one => one.negativeLeadTimes)).toEqual([1, 0]);
  });

  it('takes an empty list for what it says: named, and none', () => {
    const [projected] = project([{ commit: 'a', commits: [] }]);
    expect(projected).toMatchObject({ commitsFrom: 'event', changes: [] });
  });

  it('prefers the event to recorded pushes', () => {
    const projected = project(
      [{ commit: 'c', commits: named('c') }],
      recorded({ a: '', b: 'a', c: 'b' }),
    );
    expect(brought(projected)).toEqual(['c']);
  });
});

describe('projectDeployments, walking recorded pushes', () => {
  it('finds what lies between the previous SHA and the new one', () => {
    const projected = project(
      [{ commit: 'a' }, { commit: 'd' }],
      recorded({ a: '', b: 'a', c: 'b', d: 'c' }),
    );
    expect(brought(projected)).toEqual(['a', 'b c d']);
    expect(from(projected)).toEqual(['pushes', 'pushes']);
  });

  it('takes the history of the very first deployment as its changes, at most 2,000 of them', () => {
    const graph: Record<string, string> = {};
    for (let n = 0; n < 2_500; n += 1) graph[`c${n}`] = n ? `c${n - 1}` : '';
    const [first, second] = contract({
      before: NOTHING_BEFORE,
      commits: recorded(graph),
      deployments: [
        { key: 'd1', id: '1', finishedAt: 9e12, commit: 'c2498' },
        { key: 'd2', id: '2', finishedAt: 9e12, commit: 'c2499' },
      ],
    });
    expect(first.changes).toHaveLength(2_000);
    expect(first.changes[0].sha).toBe('c499');
    expect(second.changes.map(({ sha }) => sha)).toEqual(['c2499']);
  });

  it('refuses to guess for a first deployment whose own SHA is not recorded', () => {
    const projected = project([{ commit: 'x' }], recorded({ a: '', b: 'a' }));
    expect(from(projected)).toEqual(['unknown']);
    expect(brought(projected)).toEqual(['']);
  });

  it.each([
    ['a commit of the path is missing', { a: '', c: 'b', d: 'c' }],
    ['a path ends at a commit without parents', { a: '', c: '', d: 'c' }],
    ['the new SHA is not recorded', { a: '', b: 'a' }],
  ])('refuses to guess when %s', (_case, graph) => {
    const projected = project(
      [{ commit: 'a' }, { commit: 'd' }],
      recorded(graph as Record<string, string>),
    );
    expect(from(projected)).toEqual(['pushes', 'unknown']);
    expect(brought(projected)[1]).toBe('');
  });

  it('knows where to start again after a deployment whose commits are unknown', () => {
    const projected = project(
      [{ commit: 'a' }, { commit: 'c' }, { commit: 'e' }],
      recorded({ a: '', c: 'b', d: 'c', e: 'd' }),
    );
    expect(from(projected)).toEqual(['pushes', 'unknown', 'pushes']);
    expect(brought(projected)[2]).toBe('d e');
  });

  it('follows both sides of a merge, also where a branch left the line before the previous SHA', () => {
    const projected = project(
      [{ commit: 'b' }, { commit: 'm' }],
      recorded({ a: 'older', b: 'a', f: 'a', g: 'f', m: 'b g' }),
    );
    expect(brought(projected)).toEqual(['a b', 'f g']);
    expect(from(projected)).toEqual(['pushes', 'pushes']);
  });

  it('ends where an unrecorded commit is known to be deployed', () => {
    const projected = project(
      [{ commit: 'b' }, { commit: 'g' }],
      recorded({ b: 'a', g: 'a' }),
    );
    expect(brought(projected)).toEqual(['b', 'g']);
  });

  it('walks through commits of other components without counting them', () => {
    const commits = recorded({ a: '', b: 'a', c: 'b' });
    commits.set('b', { ...commits.get('b')!, touches: false });
    const projected = project([{ commit: 'a' }, { commit: 'c' }], commits);
    expect(brought(projected)[1]).toBe('c');
  });

  it('starts at the previous commit that the event names', () => {
    const projected = project(
      [{ commit: 'c', previousCommit: 'a' }],
      recorded({ a: '', b: 'a', c: 'b' }),
    );
    expect(brought(projected)).toEqual(['b c']);
  });

  it('ends on a history that runs in a circle', () => {
    const projected = project(
      [{ commit: 'a' }, { commit: 'd' }],
      recorded({ a: '', b: 'd', c: 'b', d: 'c' }),
    );
    expect(brought(projected)[1]).toBe('b c d');
  });

  it('does not know what a deployment without SHA brought, nor the one after it', () => {
    const projected = project(
      [{ commit: 'a' }, {}, { commit: 'c' }, { commit: 'd' }],
      recorded({ a: '', b: 'a', c: 'b', d: 'c' }),
    );
    expect(from(projected)).toEqual(['pushes', 'unknown', 'unknown', 'pushes']);
    expect(brought(projected)[3]).toBe('d');
  });
});

describe('projectDeployments, on rollbacks', () => {
  const rollbacks = (deployments: Partial<DeploymentToProject>[]) =>
    project(deployments).map(one => one.inferredRollbackOf);

  it('sees a return to an earlier SHA as a rollback of what was there last', () => {
    expect(
      rollbacks([{ commit: 'a' }, { commit: 'b' }, { commit: 'a' }]),
    ).toEqual([null, null, 'd2']);
  });

  it('sees the same SHA again as a re-deployment', () => {
    expect(rollbacks([{ commit: 'a' }, { commit: 'a' }])).toEqual([null, null]);
  });

  it('leaves the word to a deployment that says itself what it rolled back', () => {
    expect(
      rollbacks([
        { commit: 'a' },
        { commit: 'b' },
        { commit: 'a', rollbackOf: 'id1' },
      ]),
    ).toEqual([null, null, null]);
  });

  it('does not call it a rollback when nobody knows what was there last', () => {
    expect(rollbacks([{ commit: 'a' }, {}, { commit: 'a' }])).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('finds nothing new in a SHA that was there, whatever the event names', () => {
    const projected = project([
      { commit: 'a', commits: named('a') },
      { commit: 'b', commits: named('b') },
      { commit: 'a', commits: named('z') },
      { commit: 'a' },
    ]);
    expect(brought(projected)).toEqual(['a', 'b', '', '']);
    expect(from(projected)).toEqual(['event', 'event', 'event', 'pushes']);
  });
});

describe('projectDeployments, with a deployment that says it is a rollback', () => {
  const blamed = (deployments: Parameters<typeof project>[0]) =>
    project(deployments).map(one => one.inferredRollbackOf);

  it('rolls back the one before it, also with a SHA that was never there', () => {
    expect(
      blamed([
        { commit: 'a' },
        { commit: 'b' },
        { commit: 'r', rollback: true },
      ]),
    ).toEqual([null, null, 'd2']);
    expect(blamed([{}, { rollback: true }])).toEqual([null, 'd1']);
  });

  it('blames nothing when it names what it rolled back, is the first, or repeats what is there', () => {
    expect(
      blamed([
        { commit: 'a' },
        { commit: 'b', rollback: true, rollbackOf: 'x' },
      ]),
    ).toEqual([null, null]);
    expect(blamed([{ commit: 'a', rollback: true }])).toEqual([null]);
    expect(blamed([{ commit: 'a' }, { commit: 'a', rollback: true }])).toEqual([
      null,
      null,
    ]);
  });
});
