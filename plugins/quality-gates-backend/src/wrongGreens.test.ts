/**
 * Each way in which a gate can show green without having looked, by the name it goes by: asked over HTTP as a pipeline
 * asks, it does not let the version through, while the same policy with good evidence does.
 */
import { startAsking, type Asking } from './__testUtils__/askGates';
import {
  BAD,
  GOOD,
  reportedGood,
  TRAPS,
  type Evidence,
} from './__testUtils__/wrongGreens';

/** As the list of what must stay impossible has them. */
const NAMES = [
  'empty policy',
  'a metric without a condition',
  'NaN',
  'empty result',
  'several series without a reducer',
  'a comparison filter that empties the result',
  'no traffic so the alert resolved',
  'an alert matcher that can match nothing',
  'zero tests',
  'corrupt report',
  'skipped summary job',
  'Synced at an old revision',
  'one image with the old tag',
  '`200 OK` with an error body',
  'no policy, or all gates in shadow',
  'evidence for another version',
  'expired evidence',
  'a run ended before its first measurement',
];

const nameOf = (index: number, kind: 'bad' | 'good') => `trap-${index}-${kind}`;

describe('what is no evidence lets nothing through:', () => {
  let asking: Asking;
  beforeAll(async () => {
    const policies = TRAPS.flatMap(({ policy, repaired = policy }, index) => [
      [nameOf(index, 'bad'), policy] as const,
      [nameOf(index, 'good'), repaired] as const,
    ]);
    asking = await startAsking(Object.fromEntries(policies));
  }, 60_000);
  afterAll(() => asking?.stop());

  async function ask(
    name: string,
    { version, commit }: typeof BAD,
    { world, send, question }: Evidence,
  ) {
    asking.answer(world ?? (() => ({ status: 500 })));
    await send?.(asking, name);
    const { body } = await asking.ask(name, version, { commit, ...question });
    return body;
  }

  it('each of them is tried by its name', () => {
    const tried = TRAPS.map(({ title }) => title.split(': ')[0]);
    expect([...new Set(tried)].sort()).toEqual([...NAMES].sort());
  });

  it.each(TRAPS.map((trap, index) => ({ ...trap, index })))(
    '$title',
    async ({ index, bad, good, code }) => {
      const denied = await ask(nameOf(index, 'bad'), BAD, bad);
      expect(denied).toMatchObject({ decision: 'deny', canDeploy: false });
      const told = [...denied.outcomes, ...denied.reasons];
      expect(
        told.map((one: { reason?: object }) => one.reason ?? one),
      ).toContainEqual(expect.objectContaining({ code }));

      const allowed = await ask(nameOf(index, 'good'), GOOD, good);
      expect(allowed).toMatchObject({
        decision: 'allow',
        canDeploy: true,
        enforced: true,
      });
    },
    30_000,
  );

  it('no policy, or all gates in shadow: no policy', async () => {
    const body = await ask('bare', GOOD, reportedGood);
    expect(body).toMatchObject({
      canDeploy: false,
      enforced: false,
      reasons: [{ code: 'no_policy' }],
    });
  });

  it('empty policy: one without gates is no policy', async () => {
    await expect(startAsking({ empty: { gates: [] } })).rejects.toThrow(
      /qualityGates\.policies\[0\]: spec\.gates/,
    );
  });

  it('empty policy: one without gates in the phase', async () => {
    const name = nameOf(0, 'good');
    const body = await ask(name, GOOD, {
      question: { phase: 'post-deploy' },
    });
    expect(body).toMatchObject({
      canDeploy: false,
      reasons: [{ code: 'only_skipped' }],
    });
  });

  it.each([
    'a comparison filter that empties the result',
    'a metric without a condition',
  ])('%s is found before anybody asks', async title => {
    const index = TRAPS.findIndex(one => one.title === title);
    const { body } = await asking.plugin.read('/policies');
    const findingsOf = (kind: 'bad' | 'good') =>
      body.items
        .find((one: { name: string }) => one.name === nameOf(index, kind))
        .findings.filter(
          (one: { severity: string }) => one.severity === 'error',
        );
    expect(findingsOf('bad')).toHaveLength(1);
    expect(findingsOf('good')).toEqual([]);
  });
});
