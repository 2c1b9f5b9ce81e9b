import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { grafanaIrm } from './index';
import { verifyGrafanaIrm } from './verify';

const root = process.env.QUALITY_GATES_CORPUS ?? '';

/** Phase of the incident each file tells; null = ignored. Every file has its line. */
const EXPECTED: Readonly<Record<string, string | null>> = {
  // Grafana alerting goes to the source `alertmanager`, and is unheard of here.
  'webhooks/grafana/alerting.firing.constructed.json': null,
  'webhooks/grafana/incident.created.constructed.json': 'executing',
  'webhooks/grafana/incident.resolved.constructed.json': 'terminal',
  'webhooks/grafana/incident.updated.constructed.json': 'executing',
  'webhooks/grafana/oncall.acknowledge.constructed.json': 'executing',
  'webhooks/grafana/oncall.alert-group-created.constructed.json': 'executing',
  'webhooks/grafana/oncall.escalation.constructed.json': 'executing',
  'webhooks/grafana/oncall.resolve.constructed.json': 'terminal',
  'gates/grafana-irm/webhook-incident-updated.json': 'executing',
};

describe('the corpus of Grafana IRM webhooks', () => {
  if (!root || !existsSync(join(root, 'webhooks/grafana'))) {
    it.todo('says what is expected (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const webhooksIn = (folder: string, prefix = '') =>
    readdirSync(join(root, folder))
      .filter(name => name.startsWith(prefix))
      .map(name => `${folder}/${name}`);
  const files = [
    ...webhooksIn('webhooks/grafana'),
    ...webhooksIn('gates/grafana-irm', 'webhook-'),
  ];
  const [webhook] = grafanaIrm.ingress;

  it('has an expectation for every file, and a file for every expectation', () => {
    expect([...files].sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(files)('%s says what is expected', file => {
    const body = readFileSync(join(root, file));
    const kind =
      (webhook.type === 'webhook' && webhook.kind({ headers: {}, body })) ||
      'unknown';
    const phase = EXPECTED[file];
    expect(grafanaIrm.normalise(deliver(kind, body))).toMatchObject(
      phase === null ? [] : [{ type: 'incident', phase }],
    );
  });

  it('verifies with the signature that belongs to it, while it is fresh', async () => {
    const body = readFileSync(
      join(root, 'gates/grafana-irm/webhook-incident-updated.json'),
    );
    const headers = {
      'gi-signature':
        't=1678360185,v1=66ed620915831e9ab71604bf35d9b7cf2e71978ed6e62be6fd0e5194289849c7',
    };
    const config = new ConfigReader({
      webhook: { secrets: ['some-secret-value'] },
    });
    const verify = (bytes: Uint8Array, receivedAt: number) =>
      verifyGrafanaIrm({ headers, body: bytes, receivedAt }, config);
    const sentAt = 1_678_360_185_000;
    await expect(verify(body, sentAt + 1_000)).resolves.toBe(true);
    await expect(verify(body, sentAt + 301_000)).resolves.toBe(false);
    await expect(verify(Buffer.concat([body, body]), sentAt)).resolves.toBe(
      false,
    );
  });
});
