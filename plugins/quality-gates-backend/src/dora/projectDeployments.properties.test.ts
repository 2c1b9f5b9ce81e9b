import fc from 'fast-check';
import { projectDeployments } from './projectDeployments';

const NOTHING_BEFORE = {
  key: null,
  sha: null,
  deployedShas: new Set<string>(),
  deployedCommits: new Set<string>(),
};

/** A commit graph with branches, merges and holes, and deployments of its commits, some naming commits. */
const histories = fc
  .record({
    parents: fc.array(fc.array(fc.nat(30), { minLength: 0, maxLength: 2 }), {
      minLength: 1,
      maxLength: 25,
    }),
    holes: fc.uniqueArray(fc.nat(24), { maxLength: 3 }),
    deployments: fc.array(
      fc.record(
        {
          commit: fc.nat(24),
          previousCommit: fc.nat(24),
          commits: fc.array(fc.nat(24), { maxLength: 3 }),
        },
        { requiredKeys: [] },
      ),
      { minLength: 1, maxLength: 10 },
    ),
  })
  .map(({ parents, holes, deployments }) => ({
    commits: new Map(
      parents.flatMap((of, n) =>
        holes.includes(n)
          ? []
          : [
              [
                `c${n}`,
                {
                  sha: `c${n}`,
                  parents: [...new Set(of.map(p => `c${p % (n + 1)}`))].filter(
                    p => p !== `c${n}`,
                  ),
                  committedAt: n,
                  touches: n % 4 !== 1,
                },
              ] as const,
            ],
      ),
    ),
    deployments: deployments.map(({ commit, previousCommit, commits }, n) => ({
      key: `d${n}`,
      id: `d${n}`,
      finishedAt: 1_000 + n,
      ...(commit !== undefined && { commit: `c${commit}` }),
      ...(previousCommit !== undefined && {
        previousCommit: `c${previousCommit}`,
      }),
      ...(commits && {
        commits: commits.map(c => ({ sha: `c${c}`, committedAt: c })),
      }),
    })),
  }));

describe('projectDeployments, whatever the history', () => {
  it('counts a change once', () => {
    fc.assert(
      fc.property(histories, history => {
        const shas = projectDeployments({
          before: NOTHING_BEFORE,
          ...history,
        }).flatMap(({ changes }) => changes.map(({ sha }) => sha));
        expect(new Set(shas).size).toBe(shas.length);
      }),
    );
  });

  it('does not depend on the order in which commits became known', () => {
    fc.assert(
      fc.property(histories, ({ commits, deployments }) => {
        const reversed = new Map([...commits].reverse());
        expect(
          projectDeployments({
            before: NOTHING_BEFORE,
            deployments,
            commits: reversed,
          }),
        ).toEqual(
          projectDeployments({ before: NOTHING_BEFORE, deployments, commits }),
        );
      }),
    );
  });

  it('gives the same answers from the middle on as from the start', () => {
    fc.assert(
      fc.property(histories, fc.nat(9), ({ commits, deployments }, cut) => {
        const whole = projectDeployments({
          before: NOTHING_BEFORE,
          deployments,
          commits,
        });
        const earlier = deployments.slice(0, cut);
        const last = earlier.at(-1);
        const rest = projectDeployments({
          before: {
            key: last?.key ?? null,
            sha: last?.commit ?? null,
            deployedShas: new Set(earlier.flatMap(one => one.commit ?? [])),
            deployedCommits: new Set(
              whole
                .slice(0, cut)
                .flatMap(one => one.changes.map(({ sha }) => sha)),
            ),
          },
          deployments: deployments.slice(cut),
          commits,
        });
        expect(rest).toEqual(whole.slice(cut));
      }),
      { numRuns: 500 },
    );
  });
});
