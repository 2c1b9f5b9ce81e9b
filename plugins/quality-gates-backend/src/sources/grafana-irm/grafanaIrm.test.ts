import { createHash, createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { saidBy } from '../__testUtils__/saidBy';
import groupCreated from './__fixtures__/alertGroup.created.json';
import incidentCreated from './__fixtures__/incident.created.json';
import { grafanaIrm } from './index';

const ms = (text: string) => Date.parse(text);
const END = '2025-03-10T12:40:00Z';

const onIncident = (event: string, rest: object = {}, time = END) =>
  deliver(`grafana.incident.${event}`, {
    ...incidentCreated,
    event: `grafana.incident.${event}`,
    time,
    incident: { ...incidentCreated.incident, ...rest },
  });
const onGroup = (type: string, rest: object = {}, time?: string) =>
  deliver(type, {
    ...groupCreated,
    event: { type, time },
    alert_group: { ...groupCreated.alert_group, ...rest },
  });

const openIncident = {
  type: 'incident' as const,
  key: 'grafana-irm:test/incident/71',
  subject: {
    service: 'payments',
    annotations: [
      { key: 'grafana/alert-label-selector', value: 'service=payments' },
    ],
  },
  channel: 'webhook' as const,
  at: ms('2025-03-10T12:11:00.500Z'),
  phase: 'executing' as const,
  data: {
    id: '71',
    openedAt: ms('2025-03-10T12:10:00Z'),
    severity: 'major',
    title: 'Payments answer 5xx',
    labels: { service: 'payments' },
  },
};
const endedIncident = (resolvedAt?: number) => ({
  ...openIncident,
  at: ms(END),
  phase: 'terminal' as const,
  data: { ...openIncident.data, resolvedAt },
});
const openGroup = {
  ...openIncident,
  key: 'grafana-irm:test/alert-group/IPAY5XX',
  subject: {
    service: 'payments',
    annotations: [
      { key: 'grafana/alert-label-selector', value: 'alertname=Payments5xx' },
      { key: 'grafana/alert-label-selector', value: 'service=payments' },
      { key: 'grafana/alert-label-selector', value: 'severity=critical' },
      { key: 'prometheus.io/alert', value: 'Payments5xx' },
    ],
  },
  at: ms('2025-03-10T12:10:00Z'),
  data: {
    ...openIncident.data,
    id: 'IPAY5XX',
    severity: 'critical',
    url: 'https://acme.grafana.net/a/grafana-oncall-app/alert-groups/IPAY5XX',
    labels: {
      alertname: 'Payments5xx',
      service: 'payments',
      severity: 'critical',
    },
  },
};
const resolved = { state: 'resolved', resolved_at: END };

const body = new TextEncoder().encode(JSON.stringify(incidentCreated));
const digest = createHash('sha256').update(body).digest('base64');
const signature = createHmac('sha256', 'secret')
  .update(`${digest}:1741608660:v1`)
  .digest('hex');

describeSource(grafanaIrm, {
  golden: [
    {
      title: 'grafana.incident.created opens an incident',
      delivery: deliver('grafana.incident.created', incidentCreated),
      facts: [openIncident],
    },
    {
      title: 'a resolved incident ended when it says',
      delivery: onIncident('updated.role', {
        status: 'resolved',
        incidentEnd: '2025-03-10T12:39:00Z',
      }),
      facts: [endedIncident(ms('2025-03-10T12:39:00Z'))],
    },
    {
      title: 'a resolved incident that does not say when ended with the event',
      delivery: onIncident('updated.status', { status: 'resolved' }),
      facts: [endedIncident(ms(END))],
    },
    {
      title: 'a change after that neither reopens nor moves it',
      delivery: onIncident('added.label', { status: 'resolved' }),
      facts: [endedIncident()],
    },
    {
      title: 'an incident that is active again is open again',
      delivery: onIncident('updated.status', { incidentEnd: '' }),
      facts: [{ ...openIncident, at: ms(END) }],
    },
    {
      title: 'a created alert group opens an incident',
      delivery: deliver('alert group created', groupCreated),
      facts: [openGroup],
    },
    ...['acknowledge', 'silence', 'unresolve', 'status change'].map(type => ({
      title: `${type} leaves it open`,
      delivery: onGroup(type, { state: 'acknowledged' }, END),
      facts: [{ ...openGroup, at: ms(END) }],
    })),
    {
      title: 'a resolved alert group is over',
      delivery: onGroup('resolve', resolved, END),
      facts: [
        {
          ...openGroup,
          at: ms(END),
          phase: 'terminal',
          data: { ...openGroup.data, resolvedAt: ms(END) },
        },
      ],
    },
  ],
  ignored: [
    { title: 'a drill', delivery: onIncident('created', { isDrill: true }) },
    {
      title: 'a note on a resolution',
      delivery: onGroup('resolution note added', resolved),
    },
    { title: 'Object.prototype', delivery: deliver('constructor', {}) },
  ],
  malformed: [
    {
      title: 'an incident without an id',
      delivery: onIncident('created', { incidentID: null }),
      names: /incident\.incidentID/,
    },
    {
      title: 'an event of an incident without a time',
      delivery: onIncident('created', {}, 'now'),
      names: /time/,
    },
    {
      title: 'a resolved alert group that does not say when',
      delivery: onGroup('resolve', { state: 'resolved' }, END),
      names: /alert_group\.resolved_at/,
    },
    {
      title: 'an alert group without a state',
      delivery: onGroup('acknowledge', { state: null }),
      names: /alert_group\.state/,
    },
  ],
  signed: {
    request: {
      body,
      headers: { 'gi-signature': `t=1741608660,v1=${signature}` },
      receivedAt: 1_741_608_661_000,
    },
    config: new ConfigReader({ webhook: { secrets: ['old', 'secret'] } }),
    unconfigured: new ConfigReader({ type: 'grafana-irm' }),
    proofHeader: 'gi-signature',
    kind: 'grafana.incident.created',
    externalId: undefined,
  },
});

describe('what Grafana leaves open', () => {
  const one = (delivery: ReturnType<typeof deliver>) =>
    grafanaIrm.normalise(delivery)[0];

  it('is the time of some events: the latest of the alert group stands for it', () => {
    expect(one(onGroup('escalation')).at).toBe(openGroup.at);
    const acknowledged = { acknowledged_at: '2025-03-10T12:20:00Z' };
    expect(one(onGroup('unacknowledge', acknowledged)).at).toBe(
      ms('2025-03-10T12:20:00Z'),
    );
    expect(one(onGroup('status change', resolved)).at).toBe(ms(END));
  });

  it('is what an integration was sent: anything without labels has none', () => {
    for (const alert of [null, 'text', { labels: [1] }, { labels: { a: 1 } }]) {
      const delivery = deliver('escalation', {
        ...groupCreated,
        alert_payload: alert,
      });
      expect(one(delivery).data).toHaveProperty('labels', {
        service: 'payments',
      });
    }
  });

  it('is a severity that nobody has chosen', () => {
    const severity = (rest: object) => one(onIncident('created', rest)).data;
    expect(severity({ severity: 'pending' })).toHaveProperty(
      'severity',
      undefined,
    );
    expect(severity({ severityLabel: 'Critical' })).toMatchObject({
      severity: 'Critical',
    });
  });

  it('is the form of labels: name and value may come apart', () => {
    const labels = [{ key: 'service', label: 'payments' }];
    expect(one(onIncident('created', { labels })).subject).toEqual(
      openIncident.subject,
    );
  });

  it('is which Grafana it was: two instances do not share incidents', () => {
    const delivery = deliver('grafana.incident.created', incidentCreated, {
      source: 'grafana-eu',
    });
    expect(one(delivery).key).toBe('grafana-irm:grafana-eu/incident/71');
  });
});

describe('what a body says of itself', () => {
  it.each(['', '{"event":', '{"event":7}', '{"event":{}}', 'null'])(
    'is nothing when it is %j',
    text => {
      expect(saidBy(grafanaIrm, text)[0]).toBe(undefined);
    },
  );
});
