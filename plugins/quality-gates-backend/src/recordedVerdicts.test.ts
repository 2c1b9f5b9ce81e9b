import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import { startAsking, vector, type Asking } from './__testUtils__/askGates';
import { reportedGate } from './__testUtils__/makePolicy';

const CHECKOUT = '/entities/component/default/checkout';

interface Cell {
  readonly version: string;
  readonly environment: string;
}

describe('what is known of versions without asking a gate', () => {
  let asking: Asking;
  afterEach(() => asking.stop());

  async function start(gate: JsonObject = {}, spec: JsonObject = {}) {
    const gates = [{ ...reportedGate, ...gate }];
    asking = await startAsking({ checkout: { gates, spec } });
  }
  /** Reports the outcome, asks, and waits for the decision. */
  async function judge(version: string, outcome: string) {
    await asking.report('checkout', version, { outcome });
    return (await asking.ask('checkout', version)).body;
  }
  const deployable = async (environment = 'production') =>
    (
      await asking.plugin.read(
        `${CHECKOUT}/deployable?environment=${environment}`,
      )
    ).body;
  const recorded = async (version: string) =>
    (
      await asking.plugin.read(
        `/can-i-deploy?entityRef=component:default/checkout&environment=production&version=${version}`,
      )
    ).body;
  const deploy = async (
    environment: string,
    version: string,
    at = Date.now(),
  ) =>
    asking.plugin.understood(
      await asking.plugin.send('/ingest/deployments', {
        ...{ entityRef: 'component:default/checkout', environment, version },
        ...{ id: `${environment}-${version}`, status: 'success' },
        finishedAt: new Date(at).toISOString(),
      }),
    );

  it('never asks a source', async () => {
    asking = await startAsking({
      checkout: {
        gates: [
          {
            ...{ id: 'errors', type: 'promql', phase: 'pre-deploy' },
            with: {
              source: 'prometheus',
              query: 'error_ratio{version="${request.version}"}',
              thresholds: { critical: 0.05 },
            },
          },
        ],
      },
    });
    asking.answer(() => vector('0.01'));
    expect(await recorded('1.5.0')).toMatchObject({
      decision: 'deny',
      canDeploy: false,
      dryRun: true,
      outcomes: [{ outcome: 'inconclusive', reason: { code: 'not_measured' } }],
    });
    expect((await deployable()).version).toBeNull();
    await asking.plugin.read(`${CHECKOUT}/environments`);
    expect(asking.requests).toEqual([]);
    expect((await asking.ask('checkout', '1.5.0')).body.decision).toBe('allow');
    const probes = asking.requests.length;
    expect((await recorded('1.5.0')).decision).toBe('allow');
    expect((await deployable()).version).toBe('1.5.0');
    expect(asking.requests).toHaveLength(probes);
  });

  it('names the newest version that may go, past newer ones that may not and older ones asked again', async () => {
    await start();
    await judge('1.4.0', 'pass');
    await judge('1.5.0', 'pass');
    await judge('1.6.0', 'fail');
    await asking.ask('checkout', '1.4.0', { changeType: 'rollback' });
    const { version, matrix } = await deployable();
    expect(version).toBe('1.5.0');
    const decisions = matrix.map((cell: Cell & { decision: string }) => [
      cell.version,
      cell.decision,
    ]);
    expect(decisions).toEqual([
      ['1.4.0', 'allow'],
      ['1.6.0', 'deny'],
      ['1.5.0', 'allow'],
    ]);
  });

  it('agrees with itself after a verdict has expired, while its measurements have not', async () => {
    await start({}, { decision: { validFor: '1s' } });
    const { expiresAt } = await judge('1.5.0', 'pass');
    await sleep(Date.parse(expiresAt) - Date.now() + 10);
    expect((await recorded('1.5.0')).decision).toBe('allow');
    expect(await deployable()).toMatchObject({
      version: '1.5.0',
      matrix: [{ decision: 'allow', expiresAt }],
    });
  });

  it('counts nothing that is older than the gate allows', async () => {
    await start({ maxAge: '1s' });
    await judge('1.5.0', 'pass');
    await sleep(1_100);
    expect(await recorded('1.5.0')).toMatchObject({
      decision: 'deny',
      outcomes: [{ reason: { code: 'not_measured' } }],
    });
    expect((await deployable()).version).toBeNull();
  });

  it('shows what runs where, with and without a verdict, and what could go there next', async () => {
    await start();
    const verdict = await judge('1.5.0', 'pass');
    await deploy('staging', '1.6.0');
    await deploy('production', '1.5.0');
    const { matrix } = await deployable('prod');
    expect(matrix).toEqual([
      {
        ...{ version: '1.5.0', environment: 'production', deployed: true },
        ...{ decision: 'allow', evaluationId: verdict.id },
        expiresAt: verdict.expiresAt,
      },
      {
        ...{ version: '1.6.0', environment: 'staging', deployed: true },
        ...{ decision: null, evaluationId: null, expiresAt: null },
      },
    ]);
    const { body } = await asking.plugin.read(`${CHECKOUT}/environments`);
    expect(body).toMatchObject([
      { name: 'staging', current: { version: '1.6.0' }, lastEvaluation: null },
      {
        name: 'production',
        tier: 'production',
        current: { version: '1.5.0', deploymentId: 'production-1.5.0' },
        lastEvaluation: {
          id: verdict.id,
          audit: [{ who: 'ci', what: 'asked' }],
          outcomes: [
            { history: { failed: 0, of: 1 }, owner: 'group:default/team' },
          ],
        },
      },
    ]);
  });
});
