/**
 * Rules through the running plugin: from a job to the gate history, and from a workflow's name to a number.
 */
import {
  makeComponent,
  startPlugin,
  type StartedPlugin,
} from '../__testUtils__/startPlugin';

const CHECKOUT = '/entities/component/default/checkout';
const repository = {
  full_name: 'acme/checkout',
  html_url: 'https://github.com/acme/checkout',
  default_branch: 'main',
};

let plugin: StartedPlugin;
beforeEach(async () => {
  plugin = await startPlugin({
    entities: [makeComponent('checkout', 'acme/checkout')],
    qualityGates: {
      rules: {
        gates: [
          {
            jobName: '^QualityGate check (?<gate>.+)$',
            environment: 'prod',
          },
        ],
        rollbacks: [{ match: { workflow: 'rollback' } }],
      },
    },
  });
  await plugin.refreshCatalog();
});
afterEach(() => plugin.stop());

describe('a job that rules.gates calls a gate', () => {
  const job = {
    id: 71,
    run_id: 7,
    run_attempt: 1,
    name: 'QualityGate check smoke',
    workflow_name: 'Release',
    head_branch: 'main',
    head_sha: 'a'.repeat(40),
    status: 'completed',
    conclusion: 'failure',
    created_at: '2025-03-10T12:00:00Z',
    started_at: '2025-03-10T12:00:05Z',
    completed_at: '2025-03-10T12:01:00Z',
    html_url: 'https://github.com/acme/checkout/actions/runs/7/job/71',
  };
  const attribute = (key: string, stringValue: string) => ({
    key,
    value: { stringValue },
  });
  const trace = {
    resourceSpans: [
      {
        resource: {
          attributes: [
            attribute('vcs.provider.name', 'github'),
            attribute('vcs.repository.url.full', repository.html_url),
          ],
        },
        scopeSpans: [
          {
            spans: [
              {
                traceId: '1'.repeat(32),
                spanId: '2'.repeat(16),
                name: 'Release',
                kind: 2,
                startTimeUnixNano: '1741608000000000000',
                endTimeUnixNano: '1741608060000000000',
                attributes: [
                  attribute('cicd.pipeline.name', 'Release'),
                  attribute('cicd.pipeline.run.id', '7'),
                  attribute('cicd.pipeline.result', 'failure'),
                ],
              },
              {
                traceId: '1'.repeat(32),
                spanId: '3'.repeat(16),
                parentSpanId: '2'.repeat(16),
                name: job.name,
                kind: 1,
                startTimeUnixNano: '1741608005000000000',
                endTimeUnixNano: '1741608060000000000',
                attributes: [
                  attribute('cicd.pipeline.task.name', job.name),
                  attribute('cicd.pipeline.task.run.id', '71'),
                  attribute('cicd.pipeline.task.run.result', 'failure'),
                ],
              },
            ],
          },
        ],
      },
    ],
  };

  it('is one outcome of the gate, told by webhook and trace', async () => {
    const answer = await plugin.sendWebhook('workflow_job', {
      action: 'completed',
      repository,
      workflow_job: job,
    });
    const delivery = await plugin.understood(answer, 'reader');
    expect(delivery.facts.map(({ type }: { type: string }) => type)).toEqual([
      'run',
      'task',
      'gate-report',
    ]);
    await plugin.send('/otlp/v1/traces', trace);
    const { body } = await plugin.read(`${CHECKOUT}/gates/smoke/outcomes`);
    expect(body.items).toMatchObject([
      {
        environment: 'production',
        outcome: 'fail',
        commit: job.head_sha,
        evidenceUrl: job.html_url,
      },
    ]);
  });
});

describe('a deployment by a workflow that rules.rollbacks names', () => {
  const deploy = async (id: number, workflow: string) => {
    const at = `2025-03-${10 + id}T12:00:00Z`;
    const answer = await plugin.sendWebhook('deployment_status', {
      action: 'created',
      repository,
      workflow: { name: workflow },
      deployment: {
        id,
        sha: String(id).repeat(40),
        environment: 'production',
        created_at: at,
        updated_at: at,
      },
      deployment_status: { state: 'success', created_at: at, updated_at: at },
    });
    await plugin.understood(answer, 'reader');
  };

  it('makes the one before it a failed one, and itself rework', async () => {
    await deploy(1, 'Deploy');
    await deploy(2, 'Deploy');
    await deploy(3, 'Rollback production');
    await deploy(4, 'Deploy');
    const { body } = await plugin.read(
      `${CHECKOUT}/dora?from=2025-03-01T00:00:00Z&to=2025-04-01T00:00:00Z`,
    );
    expect(body).toMatchObject({
      changeFailRate: { ratio: 1 / 4, failed: 1, deployments: 4 },
      reworkRate: { ratio: 1 / 4, rework: 1 },
      // Until the rollback, a day later.
      recoveryTime: { medianSeconds: 86_400, n: 1 },
      evidence: { failedDeploymentIds: ['2'], reworkDeploymentIds: ['3'] },
    });
  });
});
