import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import deployed from './__fixtures__/on-deployed.json';
import { argocd } from './index';

const { metadata, spec, status } = deployed.app;
const factsOf = (
  change: { metadata?: object; spec?: object; status?: object },
  body: object = {},
  source = 'argocd',
) =>
  argocd.normalise(
    deliver(
      'application',
      {
        ...deployed,
        app: {
          metadata: { ...metadata, ...change.metadata },
          spec: { ...spec, ...change.spec },
          status: { ...status, ...change.status },
        },
        ...body,
      },
      { source },
    ),
  );
const operation = (change: object) => ({
  status: { operationState: { ...status.operationState, ...change } },
});

describe('deploymentFacts', () => {
  it.each([
    ['Failed', 'failure'],
    ['Error', 'error'],
  ])('of sync phase %s is over and did not arrive', (phase, result) => {
    expect(factsOf(operation({ phase }))).toMatchObject([
      {
        phase: 'terminal',
        data: { status: phase, result, reachedEnvironment: false },
      },
    ]);
  });

  it('goes on while a sync is being terminated', () => {
    const [fact] = factsOf(operation({ phase: 'Terminating' }));
    expect(fact).toMatchObject({
      phase: 'executing',
      data: { status: 'Terminating' },
    });
    expect(fact.data).not.toHaveProperty('result');
  });

  it.each(['Progressing', 'Suspended', 'Missing', 'Unknown'])(
    'goes on while a synced application is %s, and names no version of before',
    word => {
      const [fact] = factsOf({
        status: { health: { ...status.health, status: word } },
      });
      expect(fact).toMatchObject({
        phase: 'executing',
        data: { status: word },
      });
      expect(fact.data).not.toHaveProperty('result');
      expect(fact.data).not.toHaveProperty('version');
    },
  );

  it('never takes an unset health for success', () => {
    const [fact] = factsOf({ status: { health: null } });
    expect(fact).toMatchObject({
      phase: 'executing',
      data: { status: 'Unknown' },
    });
    expect(fact.data).not.toHaveProperty('result');
  });

  it('is told nothing by an application that degrades more than a day after its sync', () => {
    const degradedAt = (lastTransitionTime: string) =>
      factsOf({
        status: { health: { status: 'Degraded', lastTransitionTime } },
      });
    expect(degradedAt('2025-03-11T12:00:30Z')).toHaveLength(1);
    expect(degradedAt('2025-03-11T12:00:31Z')).toEqual([]);
  });

  it('takes the last reconciliation where the health has no time', () => {
    const [fact] = factsOf({ status: { health: { status: 'Healthy' } } });
    expect(fact.at).toBe(Date.parse(status.reconciledAt));
  });

  it('is another one after another sync, of another instance and in another namespace', () => {
    const keys = [
      factsOf({}),
      factsOf(operation({ startedAt: '2025-03-10T11:00:00Z' })),
      factsOf({}, {}, 'argocd-us'),
      factsOf({ metadata: { namespace: 'team-a' } }),
    ].map(([fact]) => fact.key);
    expect(new Set(keys).size).toBe(4);
  });

  it('takes the environment of the application, then of the template, then the namespace', () => {
    const environments = [
      factsOf({}, { environment: 'eu' }),
      factsOf({
        metadata: {
          annotations: null,
          labels: { 'quality-gates.io/environment': 'staging' },
        },
      }),
      factsOf({ metadata: { annotations: {} } }, { environment: 'eu' }),
      factsOf({ metadata: { annotations: {} } }, { environment: null }),
    ].map(([fact]) => fact.data);
    expect(environments).toMatchObject(
      ['production', 'staging', 'eu', 'payments'].map(environment => ({
        environment,
      })),
    );
  });

  it('never takes the revision of the GitOps repository, nor the repository itself, for those of the service', () => {
    const [fact] = factsOf({});
    expect(fact.data).toMatchObject({ commit: undefined });
    expect(fact.subject.repository).toBeUndefined();
    expect(JSON.stringify(fact)).not.toContain(
      status.operationState.syncResult.revision,
    );
  });

  it('reads commit and digest off the image', () => {
    const sha = 'ab'.repeat(20);
    const digest = `sha256:${'cd'.repeat(32)}`;
    const images = [`acme/payments:${sha}@${digest}`];
    expect(factsOf({ status: { summary: { images } } })).toMatchObject([
      { data: { version: sha, commit: sha, digest } },
    ]);
  });

  it('is named by the Kubernetes id before the labels', () => {
    const annotations = {
      'quality-gates.io/environment': 'production',
      'backstage.io/kubernetes-id': 'payments',
    };
    expect(
      factsOf({ metadata: { annotations } })[0].subject.annotations,
    ).toEqual([
      { key: 'argocd/app-name', value: 'payments-eu' },
      { key: 'backstage.io/kubernetes-id', value: 'payments' },
      { key: 'argocd/app-selector', value: 'team=payments' },
    ]);
  });

  it('names the automation where nobody asked', () => {
    const automated = { initiatedBy: { automated: true } };
    expect(factsOf(operation({ operation: automated }))).toMatchObject([
      { data: { actor: 'automated' } },
    ]);
  });

  it.each([['data:text/html,x'], [''], [null]])(
    'has no link when Argo CD is at %j',
    argocdUrl => {
      const [{ data }] = factsOf({}, { context: { argocdUrl } });
      expect(data).toMatchObject({ url: undefined });
    },
  );
});
