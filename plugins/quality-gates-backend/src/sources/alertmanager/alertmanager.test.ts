import { ConfigReader } from '@backstage/config';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import firing from './__fixtures__/firing.json';
import grafanaFiring from './__fixtures__/grafana.firing.json';
import resolved from './__fixtures__/resolved.json';
import { alertmanager } from './index';

const ms = (text: string) => Date.parse(text);
const alerts = (body: unknown) => deliver('alerts', body);
const [alert] = firing.alerts;

const openFact: FactOf<'incident'> = {
  type: 'incident',
  key: 'alertmanager:5f1c2d3e4a5b6c7d/2025-03-10T12:05:00.500Z',
  subject: {
    service: 'payments',
    annotations: [{ key: 'prometheus.io/alert', value: 'PaymentsErrors' }],
  },
  channel: 'webhook',
  at: ms('2025-03-10T12:05:00.500Z'),
  phase: 'executing',
  data: {
    id: '5f1c2d3e4a5b6c7d/2025-03-10T12:05:00.500Z',
    openedAt: ms('2025-03-10T12:05:00.500Z'),
    severity: 'critical',
    title: 'Payments answers with errors',
    url: 'https://prometheus.example.com/graph?g0.expr=errors',
    labels: {
      alertname: 'PaymentsErrors',
      service: 'payments',
      severity: 'critical',
    },
  },
};
const resolvedFact: FactOf<'incident'> = {
  ...openFact,
  at: ms('2025-03-10T12:35:00Z'),
  phase: 'terminal',
  data: { ...openFact.data, resolvedAt: ms('2025-03-10T12:35:00Z') },
};
const nodeFact: FactOf<'incident'> = {
  type: 'incident',
  key: 'alertmanager:00aa11bb22cc33dd/2025-03-10T12:20:00.000Z',
  subject: {
    annotations: [{ key: 'prometheus.io/alert', value: 'NodeDown' }],
  },
  channel: 'webhook',
  at: ms('2025-03-10T12:20:00Z'),
  phase: 'executing',
  data: {
    id: '00aa11bb22cc33dd/2025-03-10T12:20:00.000Z',
    openedAt: ms('2025-03-10T12:20:00Z'),
    title: 'NodeDown',
    labels: {
      alertname: 'NodeDown',
      instance: 'node-7',
      cause: 'infrastructure',
    },
  },
};

describeSource(alertmanager, {
  golden: [
    {
      title: 'a firing alert is an open incident',
      delivery: alerts(firing),
      facts: [openFact],
    },
    {
      title: 'each alert of a group is an incident, resolved or not by itself',
      delivery: alerts(resolved),
      facts: [resolvedFact, nodeFact],
    },
    {
      title: 'the same alert resolved later is the same incident, later',
      delivery: alerts({
        alerts: [
          { ...resolved.alerts[0], endsAt: '2025-03-10T12:40:00.000000001Z' },
        ],
      }),
      facts: [
        {
          ...resolvedFact,
          at: ms('2025-03-10T12:40:00Z'),
          data: { ...openFact.data, resolvedAt: ms('2025-03-10T12:40:00Z') },
        },
      ],
    },
    {
      title: 'the same alert that fires anew is another incident',
      delivery: alerts({
        alerts: [{ ...alert, startsAt: '2025-03-10T14:00:00Z' }],
      }),
      facts: [
        {
          ...openFact,
          key: 'alertmanager:5f1c2d3e4a5b6c7d/2025-03-10T14:00:00.000Z',
          at: ms('2025-03-10T14:00:00Z'),
          data: {
            ...openFact.data,
            id: '5f1c2d3e4a5b6c7d/2025-03-10T14:00:00.000Z',
            openedAt: ms('2025-03-10T14:00:00Z'),
          },
        },
      ],
    },
    {
      title: 'an alert of Grafana is an incident, of the entity it names',
      delivery: alerts(grafanaFiring),
      facts: [
        {
          ...openFact,
          key: 'alertmanager:77ee88ff99aa00bb/2025-03-10T12:05:00.500Z',
          subject: {
            ...openFact.subject,
            entityRef: 'component:default/payments',
          },
          data: {
            ...openFact.data,
            id: '77ee88ff99aa00bb/2025-03-10T12:05:00.500Z',
            url: 'https://grafana.example.com/alerting/grafana/abc/view?orgId=1',
            labels: grafanaFiring.alerts[0].labels,
          },
        },
      ],
    },
  ],
  ignored: [
    {
      title: 'a group without alerts',
      delivery: alerts({ version: '4', status: 'resolved', alerts: [] }),
    },
    {
      title: 'a status that is neither firing nor resolved',
      delivery: alerts({ alerts: [{ ...alert, status: 'pending' }] }),
    },
  ],
  malformed: [
    {
      title: 'a body without alerts, as other webhooks of Grafana have',
      delivery: alerts({ version: 'v1.0.0', incident: { incidentID: '392' } }),
      names: 'alerts',
    },
    {
      title: 'an alert with a start that is no instant',
      delivery: alerts({ alerts: [alert, { ...alert, startsAt: 'now' }] }),
      names: 'alerts.1.startsAt',
    },
    {
      title: 'an alert without a fingerprint',
      delivery: alerts({ alerts: [{ ...alert, fingerprint: undefined }] }),
      names: 'alerts.0.fingerprint',
    },
    {
      title: 'a resolved alert that says no time',
      delivery: alerts({ alerts: [{ ...alert, status: 'resolved' }] }),
      names: 'alerts.0.endsAt',
    },
    {
      title: 'a label that is a number',
      delivery: alerts({ alerts: [{ ...alert, labels: { severity: 1 } }] }),
      names: 'alerts.0.labels.severity',
    },
  ],
  signed: {
    request: {
      body: new TextEncoder().encode(JSON.stringify(firing)),
      headers: { authorization: 'Bearer correct horse' },
    },
    config: new ConfigReader({
      webhook: { secrets: ['the old one', 'correct horse'] },
    }),
    unconfigured: new ConfigReader({ type: 'alertmanager' }),
    proofHeader: 'authorization',
    kind: 'alerts',
    externalId: undefined,
    bodyUnsigned: true,
  },
});
