import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { makePolicy, reportedGate } from '../__testUtils__/makePolicy';
import { makeComponent } from '../__testUtils__/startPlugin';
import { createEnvironments } from '../environments';
import { combine } from './combine';
import { createEffectivePolicies } from './createEffectivePolicies';
import { createGateKindRegistry } from './createGateKindRegistry';
import { createRepositoryFiles } from './createRepositoryFiles';
import { builtinGateKinds } from './kinds';
import { createPolicies, decisionSettings } from './policy';

const PATH = '.backstage/quality-gates.yaml';
const own = JSON.stringify(
  makePolicy([{ ...reportedGate, id: 'own' }]),
).replace('"standard"', '"own"');

/** The network's edge is the URL reader: what it answers, or throws. */
function setup(
  answer: (options: { etag?: string }) => string | Buffer | Error,
  { configured = [makePolicy([reportedGate])] as unknown[], path = PATH } = {},
) {
  const clock = { now: 0 };
  const asked: [string, string | undefined][] = [];
  const environments = createEnvironments([]);
  const files = createRepositoryFiles({
    urlReader: {
      async readUrl(url, options = {}) {
        asked.push([url, options.etag]);
        const said = answer(options);
        if (said instanceof Error) throw said;
        return { buffer: async () => Buffer.from(said), etag: '"1"' };
      },
    },
    integrations: ScmIntegrations.fromConfig(mockServices.rootConfig()),
    repositoryOf: () => ({ host: 'github.com', path: 'acme/checkout' }),
    now: () => clock.now,
  });
  const policies = createPolicies({
    policies: configured,
    kinds: createGateKindRegistry(builtinGateKinds),
    sources: new Map(),
    environments,
  });
  const entity = makeComponent('checkout', 'acme/checkout');
  entity.metadata.annotations!['quality-gates.io/policy'] = path;
  const effective = createEffectivePolicies(policies, files);
  const read = async (environment = 'production') =>
    (await effective.read(entity, environment))!;
  return { asked, clock, entity, effective, files, read };
}

const idsOf = ({
  spec,
}: Awaited<ReturnType<ReturnType<typeof setup>['read']>>) =>
  spec.gates.map(({ id }) => id);

describe('policies from repositories', () => {
  it("adds the gates of the default branch's file to those of app-config, and says where they come from", async () => {
    const { asked, read } = setup(() => own);
    const policy = await read();
    expect(idsOf(policy)).toEqual(['contracts', 'own']);
    const url = `https://github.com/acme/checkout/blob/HEAD/${PATH}`;
    expect(policy.origins['gates.own']).toEqual({
      ...{ level: 'repository', policy: 'own', url },
    });
    expect(asked).toEqual([[url, undefined]]);
  });

  it('asks once a minute, with what it knows, and once for all who ask together', async () => {
    const { asked, clock, read } = setup(({ etag }) =>
      etag ? new NotModifiedError() : own,
    );
    await Promise.all([read(), read(), read()]);
    expect(asked).toHaveLength(1);
    clock.now = 60_000;
    expect(idsOf(await read())).toEqual(['contracts', 'own']);
    expect(asked.map(([, etag]) => etag)).toEqual([undefined, '"1"']);
  });

  it.each([
    ['is not there', () => new NotFoundError('gone'), /There is no https/],
    ['cannot be reached', () => new Error('token s3cret'), /Could not read/],
    ['is too big', () => Buffer.alloc(300 * 1024, ' '), /more than 262144/],
    ['is no policy', () => 'kind: Other', /apiVersion|Invalid/],
    ['is no YAML', () => '{', /no YAML/],
  ])(
    'keeps every gate and lets nothing through while the file %s',
    async (_, answer, message) => {
      const any = { decision: { combine: 'any', failureMode: 'open' } };
      const { read } = setup(answer, {
        configured: [makePolicy([reportedGate], any)],
      });
      const policy = await read();
      expect(idsOf(policy)).toEqual([
        'contracts',
        ...policy.spec.gates.slice(1).map(({ id }) => id),
      ]);
      expect(policy.spec.gates.map(({ phase }) => phase)).toContain(
        'pre-deploy',
      );
      const words = policy.findings.map(one => one.message).join();
      expect(words).toMatch(message);
      expect(words).not.toContain('s3cret');
      const [contracts, unread] = policy.spec.gates;
      const { decision } = combine({
        rules: decisionSettings(policy.spec),
        now: 0,
        gates: [
          { gate: contracts.id, mode: 'enforce', outcome: 'pass', message: '' },
          { gate: unread.id, mode: 'enforce', outcome: 'error', message: '' },
        ],
      });
      expect(decision).toBe('deny');
    },
  );

  it('holds without a policy of app-config, too', async () => {
    const { read } = setup(() => new Error('away'), { configured: [] });
    expect((await read()).spec.decision).toMatchObject({
      ...{ combine: 'all', failureMode: 'closed', onEmpty: 'deny' },
    });
  });

  it('has another digest once the file is read, so that a refusal is not the answer any more', async () => {
    let away = true;
    const { clock, read } = setup(() => (away ? new Error('away') : own));
    const before = await read();
    away = false;
    clock.now = 5_000;
    const after = await read();
    expect(after.digest).not.toBe(before.digest);
    expect(idsOf(after)).toEqual(['contracts', 'own']);
  });

  it('follows the file as soon as it is read again, and the annotation at once', async () => {
    let name = 'first';
    const { clock, effective, entity, read } = setup(() =>
      own.replaceAll('"own"', JSON.stringify(name)),
    );
    const { annotations, ...metadata } = entity.metadata;
    const bare = await effective.read({ ...entity, metadata }, 'production');
    expect(idsOf(bare!)).toEqual(['contracts']);
    expect(idsOf(await read())).toEqual(['contracts', 'first']);
    name = 'second';
    clock.now = 60_000;
    expect(idsOf(await read())).toEqual(['contracts', 'second']);
    const again = await effective.read({ ...entity, metadata }, 'production');
    expect(again).toEqual(bare);
  });

  it.each(['../other/x.yaml', '/etc/passwd', 'https://evil.example/x', 'a?b'])(
    'does not ask for %s',
    async path => {
      const { asked, read } = setup(() => own, { path });
      expect((await read()).findings[0]).toMatchObject({
        rule: 'policy_unreadable',
        message: expect.stringContaining('must lead from the root'),
      });
      expect(asked).toEqual([]);
    },
  );

  it('says what is wrong with each policy of app-config that holds here, and with no other', async () => {
    const named = (name: string, environments: string[]) => ({
      ...makePolicy([{ ...reportedGate, id: name }], {
        decision: { failureMode: 'open' },
        appliesTo: { environments },
      }),
      metadata: { name },
    });
    const { read } = setup(() => own, {
      configured: [
        named('company', ['production']),
        named('payments', ['production']),
        named('elsewhere', ['staging']),
      ],
    });
    const { findings } = await read();
    expect(findings).toMatchObject([
      { policy: 'company', rule: 'fails-open' },
      { policy: 'payments', rule: 'fails-open' },
    ]);
  });

  it('says what is wrong with the file beside what it conflicts with', async () => {
    const unknown = own.replace('"reported"', '"no-such-kind"');
    const { read } = setup(() => unknown);
    expect((await read()).findings).toContainEqual(
      expect.objectContaining({ severity: 'error', policy: 'own' }),
    );
  });
});
