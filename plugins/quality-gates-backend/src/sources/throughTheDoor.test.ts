import { createHash, createHmac } from 'node:crypto';
import { makeComponent, startPlugin } from '../__testUtils__/startPlugin';
import type { StartedPlugin } from '../__testUtils__/startPlugin';
import alertGroup from './grafana-irm/__fixtures__/alertGroup.created.json';
import grafanaIncident from './grafana-irm/__fixtures__/incident.created.json';
import flag from './launchdarkly/__fixtures__/flag.updateOn.json';
import alert from './opsgenie/__fixtures__/alert.create.json';
import issue from './sentry/__fixtures__/issue.created.json';

const SECRET = 'a-secret-for-tests';
const ANNOTATIONS = {
  'grafana/alert-label-selector': 'service=payments',
  'launchdarkly.com/project-key': 'shop',
  'opsgenie.com/component-selector': 'tag:"service:payments"',
  'sentry.io/project-slug': 'acme/payments',
};

const hmac = (text: string) =>
  createHmac('sha256', SECRET).update(text).digest('hex');
const bearer = { authorization: `Bearer ${SECRET}` };
/** Signed as Grafana Incident signs, so many seconds ago. */
const signedAgo = (body: string, ago: number) => {
  const seconds = Math.floor(Date.now() / 1000) - ago;
  const digest = createHash('sha256').update(body).digest('base64');
  return {
    'gi-signature': `t=${seconds},v1=${hmac(`${digest}:${seconds}:v1`)}`,
  };
};

describe('webhooks through the door', () => {
  let plugin: StartedPlugin;

  beforeAll(async () => {
    const payments = makeComponent('payments', 'acme/payments');
    Object.assign(payments.metadata.annotations!, ANNOTATIONS);
    const webhook = { secrets: [SECRET] };
    const types = ['grafana-irm', 'launchdarkly', 'opsgenie', 'sentry'];
    plugin = await startPlugin({
      entities: [payments],
      qualityGates: {
        sources: Object.fromEntries(
          types.map(type => [type, { type, webhook }]),
        ),
      },
    });
  });
  afterAll(() => plugin.stop());

  const post = (source: string, body: string, headers: object) =>
    plugin
      .call('post', `/webhooks/${source}`)
      .set({ 'Content-Type': 'application/json', ...headers })
      .send(body);

  it.each([
    ['opsgenie', alert, 'incident', () => bearer],
    ['grafana-irm', alertGroup, 'incident', () => bearer],
    [
      'grafana-irm',
      grafanaIncident,
      'incident',
      (body: string) => signedAgo(body, 1),
    ],
    [
      'sentry',
      issue,
      'incident',
      (body: string) => ({
        'Request-ID': 'e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1',
        'Sentry-Hook-Resource': 'issue',
        'Sentry-Hook-Timestamp': '1741608601',
        'Sentry-Hook-Signature': hmac(body),
      }),
    ],
    [
      'launchdarkly',
      flag,
      'flag',
      (body: string) => ({ 'X-LD-Signature': hmac(body) }),
    ],
  ])(
    'a delivery of %s finds the component by its annotation',
    async (source, payload, type, prove) => {
      const body = JSON.stringify(payload);
      const answer = await post(source, body, prove(body));
      expect(answer.status).toBe(202);
      expect(await plugin.understood(answer, 'reader')).toMatchObject({
        state: 'stored',
        facts: [{ type, entityRefs: ['component:default/payments'] }],
      });
    },
  );

  it('a signature of Grafana that is ten minutes old is refused, whoever sends it', async () => {
    const body = JSON.stringify(grafanaIncident);
    const answer = await post('grafana-irm', body, signedAgo(body, 600));
    expect(answer.status).toBe(401);
  });

  it.each(['opsgenie', 'grafana-irm', 'sentry', 'launchdarkly'])(
    'a delivery of %s without a proof is refused',
    async source => {
      expect((await post(source, '{}', {})).status).toBe(401);
    },
  );
});
