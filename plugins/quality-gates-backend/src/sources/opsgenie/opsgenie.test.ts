import { ConfigReader } from '@backstage/config';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import alertCreated from './__fixtures__/alert.create.json';
import incidentCreated from './__fixtures__/incident.create.json';
import { opsgenie } from './index';

const ms = (text: string) => Date.parse(text);
const nanos = (text: string) => ms(text) * 1e6;
const { alert } = alertCreated;
const { incident } = incidentCreated;

const onAlert = (action: string, rest: object = {}) =>
  deliver(`alert.${action}`, { action, alert: { ...alert, ...rest } });
const onIncident = (action: string, rest: object = {}) =>
  deliver(`incident.${action}`, { action, incident: { ...incident, ...rest } });

const openAlert = {
  type: 'incident' as const,
  key: `opsgenie:${alert.alertId}`,
  subject: {
    service: 'payments',
    annotations: [
      {
        key: 'opsgenie.com/component-selector',
        value: 'tag:"service:payments"',
      },
      { key: 'opsgenie.com/component-selector', value: 'tag:service:payments' },
      { key: 'opsgenie.com/component-selector', value: 'tag:"env:production"' },
      { key: 'opsgenie.com/component-selector', value: 'tag:env:production' },
      { key: 'opsgenie.com/component-selector', value: 'tag:"urgent"' },
      { key: 'opsgenie.com/component-selector', value: 'tag:urgent' },
      { key: 'opsgenie.com/team', value: 'checkout' },
      { key: 'opsgenie.com/team', value: 'platform' },
    ],
  },
  channel: 'webhook' as const,
  at: ms('2025-03-10T12:10:00.250Z'),
  phase: 'executing' as const,
  data: {
    id: alert.alertId,
    openedAt: ms('2025-03-10T12:10:00Z'),
    severity: 'P1',
    title: 'Payments answer 5xx',
    labels: { env: 'production', region: 'eu', service: 'payments' },
  },
};
const resolvedAt = ms('2025-03-10T12:40:00Z');
const overAlert = {
  ...openAlert,
  at: resolvedAt,
  phase: 'terminal' as const,
  data: { ...openAlert.data, resolvedAt },
};
const openIncident = {
  ...openAlert,
  key: `opsgenie:incident/${incident.incidentId}`,
  subject: {
    service: 'checkout',
    annotations: [
      {
        key: 'opsgenie.com/component-selector',
        value: 'tag:"component:checkout"',
      },
      {
        key: 'opsgenie.com/component-selector',
        value: 'tag:component:checkout',
      },
    ],
  },
  at: ms('2025-03-10T12:10:00Z'),
  data: {
    id: incident.incidentId,
    openedAt: ms('2025-03-10T12:10:00Z'),
    severity: 'P2',
    title: 'Checkout is down',
    labels: { component: 'checkout' },
  },
};
const later = { updatedAt: nanos('2025-03-10T12:40:00Z') };

describeSource(opsgenie, {
  golden: [
    {
      title: 'Create on an alert opens an incident',
      delivery: deliver('alert.Create', alertCreated),
      facts: [openAlert],
    },
    {
      title: 'Close on an alert ends it at its last change',
      delivery: onAlert('Close', later),
      facts: [overAlert],
    },
    {
      title: 'Delete on an alert ends it, as nobody works on it any more',
      delivery: onAlert('Delete', later),
      facts: [overAlert],
    },
    ...['Acknowledge', 'UnAcknowledge', 'EscalateNext', 'Snooze'].map(
      action => ({
        title: `${action} on an alert leaves it open`,
        delivery: onAlert(action, later),
        facts: [{ ...openAlert, at: resolvedAt }],
      }),
    ),
    {
      title: 'Create on an incident opens it, as of its creation',
      delivery: deliver('incident.Create', incidentCreated),
      facts: [openIncident],
    },
    {
      title: 'Resolve on an incident ends it',
      delivery: onIncident('Resolve', { updatedAt: '2025-03-10T12:40:00Z' }),
      facts: [
        {
          ...openIncident,
          at: resolvedAt,
          phase: 'terminal',
          data: { ...openIncident.data, resolvedAt },
        },
      ],
    },
    {
      title: 'Reopen on an incident takes that back',
      delivery: onIncident('Reopen', { updatedAt: '2025-03-10T12:50:00Z' }),
      facts: [{ ...openIncident, at: ms('2025-03-10T12:50:00Z') }],
    },
  ],
  ignored: [
    ...['AddNote', 'AddTags', 'UpdatePriority', 'Restart service'].map(
      action => ({
        title: `${action}, which may be done to a closed alert`,
        delivery: onAlert(action, later),
      }),
    ),
    { title: 'an action on nothing', delivery: deliver('unknown', {}) },
    { title: 'Object.prototype', delivery: deliver('constructor.Create', {}) },
  ],
  malformed: [
    {
      title: 'an alert without an id',
      delivery: onAlert('Create', { alertId: '' }),
      names: /alert\.alertId/,
    },
    {
      title: 'a closed alert that does not say when',
      delivery: onAlert('Close', { updatedAt: null }),
      names: /alert\.updatedAt/,
    },
    {
      title: 'a resolved incident that does not say when',
      delivery: onIncident('Resolve'),
      names: /incident\.updatedAt/,
    },
    {
      title: 'a creation that is no time',
      delivery: onAlert('Create', { createdAt: 'at noon' }),
      names: /alert\.createdAt/,
    },
    {
      title: 'tags that are no list',
      delivery: onIncident('Create', { tags: 'a,b' }),
      names: /incident\.tags/,
    },
  ],
  signed: {
    request: {
      body: new TextEncoder().encode(JSON.stringify(alertCreated)),
      headers: { authorization: 'Bearer s3cret' },
    },
    config: new ConfigReader({ webhook: { secrets: ['old', 's3cret'] } }),
    unconfigured: new ConfigReader({ type: 'opsgenie' }),
    proofHeader: 'authorization',
    kind: 'alert.Create',
    externalId: undefined,
    bodyUnsigned: true,
  },
});

describe('what an alert says of whose it is', () => {
  const subjectOf = (rest: object) =>
    opsgenie.normalise(onAlert('Create', rest))[0].subject;
  const none = { tags: null, details: null, responders: null, team: '' };

  it('names its entity for a service when nothing else does', () => {
    expect(subjectOf(none)).toMatchObject({ service: 'payments-eu' });
    expect(subjectOf({ ...none, entity: '' })).toEqual({ annotations: [] });
  });

  it('names the entity of the catalog that a detail names', () => {
    const details = { entity_ref: 'component:default/payments' };
    expect(subjectOf({ details })).toMatchObject({
      entityRef: 'component:default/payments',
    });
  });

  it('is bounded, whatever number of tags it has', () => {
    const tags = Array.from({ length: 1_000 }, (_, n) => `t:${n}`);
    expect(subjectOf({ ...none, tags }).annotations).toHaveLength(100);
  });
});

describe('what a body is', () => {
  const [webhook] = opsgenie.ingress;
  it.each([
    ['{"action":"Close","alert":{}}', 'alert.Close'],
    ['{"action":"Close","incident":{}}', 'incident.Close'],
    ['{"action":"Close"}', undefined],
    ['{"alert":{}}', undefined],
    ['{"action":', undefined],
    ['null', undefined],
  ])('%s is %s', (text, kind) => {
    const body = new TextEncoder().encode(text);
    expect(
      webhook.type === 'webhook' && webhook.kind({ headers: {}, body }),
    ).toBe(kind);
  });
});
