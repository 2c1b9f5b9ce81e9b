import { createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { saidBy } from '../__testUtils__/saidBy';
import annotated from './__fixtures__/incident.annotated.json';
import triggered from './__fixtures__/incident.triggered.json';
import { pagerduty } from './index';

const ms = (text: string) => Date.parse(text);
/** The incident of the fixture, as another event tells it. */
const tell = (
  type: string,
  rest: { at?: string | null; data?: object } = {},
) => {
  const { event } = triggered;
  return deliver(`incident.${type}`, {
    event: {
      ...event,
      event_type: `incident.${type}`,
      occurred_at: rest.at === undefined ? event.occurred_at : rest.at,
      data: { ...event.data, ...rest.data },
    },
  });
};
const one = (...told: Parameters<typeof tell>) =>
  pagerduty.normalise(tell(...told))[0];

const openFact = {
  type: 'incident' as const,
  key: 'pagerduty:Q1CHECKOUT',
  subject: {
    annotations: [{ key: 'pagerduty.com/service-id', value: 'PAYSVC1' }],
  },
  channel: 'webhook' as const,
  at: ms('2025-03-10T12:10:00.250Z'),
  phase: 'executing' as const,
  data: {
    id: 'Q1CHECKOUT',
    openedAt: ms('2025-03-10T12:10:00Z'),
    severity: 'P1',
    title: 'Payments answer 5xx',
    url: 'https://shop.pagerduty.com/incidents/Q1CHECKOUT',
  },
};
const resolvedAt = ms('2025-03-10T12:40:00Z');
const resolvedFact = {
  ...openFact,
  at: resolvedAt,
  phase: 'terminal' as const,
  data: { ...openFact.data, resolvedAt },
};
const resolved = { at: '2025-03-10T12:40:00Z', data: { status: 'resolved' } };
const open = [
  'acknowledged',
  'delegated',
  'escalated',
  'priority_updated',
  'reassigned',
  'reopened',
  'service_updated',
  'unacknowledged',
];

const body = new TextEncoder().encode(JSON.stringify(triggered));
const secret = 'correct horse battery staple';

describeSource(pagerduty, {
  golden: [
    {
      title: 'incident.triggered opens an incident of the service',
      delivery: deliver('incident.triggered', triggered),
      facts: [openFact],
    },
    {
      title: 'incident.resolved ends it when that happened',
      delivery: tell('resolved', resolved),
      facts: [resolvedFact],
    },
    ...open.map(type => ({
      title: `incident.${type} leaves it open, at the time of the event`,
      delivery: tell(type, { at: '2025-03-10T12:45:00Z' }),
      facts: [{ ...openFact, at: ms('2025-03-10T12:45:00Z') }],
    })),
    {
      title: 'a change after the resolution neither reopens nor moves it',
      delivery: tell('priority_updated', {
        ...resolved,
        at: '2025-03-11T08:00:00Z',
      }),
      facts: [
        {
          ...openFact,
          at: ms('2025-03-11T08:00:00Z'),
          phase: 'terminal' as const,
        },
      ],
    },
  ],
  ignored: [
    { title: 'a ping', delivery: deliver('pagey.ping', { event: {} }) },
    {
      title: 'a note on an incident',
      delivery: deliver('incident.annotated', annotated),
    },
    { title: 'a service', delivery: deliver('service.updated', {}) },
    { title: 'Object.prototype', delivery: deliver('constructor', {}) },
  ],
  malformed: [
    ...['triggered', 'resolved', ...open].map(type => ({
      title: `incident.${type} without the time of the event`,
      delivery: tell(type, { at: null }),
      names: /event\.occurred_at/,
    })),
    {
      title: 'an incident whose service has no id',
      delivery: tell('triggered', { data: { service: { summary: 'Pay' } } }),
      names: /event\.data\.service\.id/,
    },
    {
      title: 'a creation that is no instant',
      delivery: tell('triggered', { data: { created_at: 'at noon' } }),
      names: /event\.data\.created_at/,
    },
    {
      title: 'an event without data',
      delivery: deliver('incident.triggered', {
        event: { ...triggered.event, data: null },
      }),
      names: /event\.data/,
    },
  ],
  signed: {
    request: {
      body,
      headers: {
        'x-pagerduty-signature': `v1=${createHmac('sha256', secret)
          .update(body)
          .digest('hex')}`,
      },
    },
    config: new ConfigReader({ webhook: { secrets: ['the old one', secret] } }),
    unconfigured: new ConfigReader({ type: 'pagerduty' }),
    proofHeader: 'x-pagerduty-signature',
    kind: 'incident.triggered',
    externalId: '01EXAMPLETRIGGERED',
  },
});

describe('incidentFacts', () => {
  it.each([...open, 'triggered', 'resolved'])(
    'told again with a changed time, incident.%s is the same incident, later',
    type => {
      const [first, again] = ['2025-03-10T13:00:00Z', '2025-03-10T13:01:00Z'];
      const before = one(type, { at: first });
      const after = one(type, { at: again });
      expect(after.key).toBe(before.key);
      expect([before.at, after.at]).toEqual([ms(first), ms(again)]);
    },
  );

  it('calls it by its priority, else by its urgency', () => {
    expect(one('triggered').data).toMatchObject({ severity: 'P1' });
    expect(one('triggered', { data: { priority: null } }).data).toMatchObject({
      severity: 'high',
    });
  });

  it('opens without a creation when it was triggered, and else does not guess', () => {
    const data = { created_at: undefined };
    expect(one('triggered', { data }).data).toMatchObject({
      openedAt: openFact.at,
    });
    expect(one('escalated', { data }).data).toMatchObject({
      openedAt: undefined,
    });
  });

  it('makes no link of anything but a web address', () => {
    const data = { html_url: 'data:text/html,x' };
    expect(one('triggered', { data }).data).toMatchObject({ url: undefined });
  });
});

describe('what a body says of itself', () => {
  it.each(['', '{"event":', '{"event":{"id":7}}', 'null'])(
    'is nothing when it is %j',
    text => {
      expect(saidBy(pagerduty, text)).toEqual([undefined, undefined]);
    },
  );
});
