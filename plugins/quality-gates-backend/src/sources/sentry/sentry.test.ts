import { createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import eventAlert from './__fixtures__/event_alert.triggered.json';
import issueCreated from './__fixtures__/issue.created.json';
import metricCritical from './__fixtures__/metric_alert.critical.json';
import { sentry } from './index';

const ms = (text: string) => Date.parse(text);
const SENT = '2025-03-10T12:40:00Z';
const headersAt = (time: string) => ({
  'sentry-hook-timestamp': `${ms(time) / 1000}`,
});

const onIssue = (action: string, rest: object = {}, time = SENT) =>
  deliver(
    `issue.${action}`,
    {
      ...issueCreated,
      action,
      data: { issue: { ...issueCreated.data.issue, ...rest } },
    },
    { headers: headersAt(time) },
  );
const onMetric = (action: string, rest: object = {}, time = SENT) =>
  deliver(
    `metric_alert.${action}`,
    {
      ...metricCritical,
      action,
      data: {
        ...metricCritical.data,
        metric_alert: { ...metricCritical.data.metric_alert, ...rest },
      },
    },
    { headers: headersAt(time) },
  );

const slugs = (...values: string[]) => ({
  annotations: values.map(value => ({ key: 'sentry.io/project-slug', value })),
});
const openIssue = {
  type: 'incident' as const,
  key: 'sentry:test/issue/5100001',
  subject: slugs('acme/payments', 'payments', '77'),
  channel: 'webhook' as const,
  at: ms(SENT),
  phase: 'executing' as const,
  data: {
    id: '5100001',
    openedAt: ms('2025-03-10T12:10:00.123Z'),
    severity: 'error',
    title: 'TimeoutError: bank did not answer',
    url: 'https://acme.sentry.io/issues/5100001/',
    labels: { project: 'payments', level: 'error', priority: 'high' },
  },
};
const openMetric = {
  ...openIssue,
  key: 'sentry:test/metric-alert/8200031',
  subject: slugs('payments'),
  data: {
    id: '8200031',
    openedAt: ms('2025-03-10T12:08:00Z'),
    severity: 'critical',
    title: 'Too many failed payments',
    url: metricCritical.data.web_url,
    labels: {
      project: 'payments',
      environment: 'production',
      rule: 'Too many failed payments',
    },
  },
};
const endedMetric = (resolvedAt: number) => ({
  ...openMetric,
  phase: 'terminal' as const,
  data: { ...openMetric.data, severity: undefined, resolvedAt },
});

const body = new TextEncoder().encode(JSON.stringify(issueCreated));
const secret = 'client secret of the integration';

describeSource(sentry, {
  golden: [
    {
      title: 'a created issue opens an incident',
      delivery: onIssue('created'),
      facts: [openIssue],
    },
    {
      title: 'a resolved issue ended when that was sent',
      delivery: onIssue('resolved', { status: 'resolved' }),
      facts: [
        {
          ...openIssue,
          phase: 'terminal',
          data: { ...openIssue.data, resolvedAt: ms(SENT) },
        },
      ],
    },
    {
      title: 'an unresolved issue is open again',
      delivery: onIssue('unresolved', { substatus: 'regressed' }),
      facts: [openIssue],
    },
    {
      title: 'a created issue that is resolved by now does not say since when',
      delivery: onIssue('created', { status: 'resolved' }),
      facts: [{ ...openIssue, phase: 'terminal' }],
    },
    {
      title: 'a rule that an event met is the incident of its issue',
      delivery: deliver('event_alert.triggered', eventAlert),
      facts: [
        {
          ...openIssue,
          at: ms('2025-03-10T12:15:00.500Z'),
          data: {
            id: '5100001',
            severity: 'error',
            title: 'TimeoutError: bank did not answer',
            url: eventAlert.data.event.web_url,
            labels: {
              level: 'error',
              environment: 'production',
              rule: 'Payments fail for many',
            },
          },
        },
      ],
    },
    {
      title: 'a critical metric alert opens an incident',
      delivery: onMetric('critical'),
      facts: [openMetric],
    },
    {
      title: 'one that says no start began when it was detected',
      delivery: onMetric('critical', { date_started: null }),
      facts: [
        {
          ...openMetric,
          data: {
            ...openMetric.data,
            openedAt: ms('2025-03-10T12:10:00Z'),
          },
        },
      ],
    },
    {
      title: 'one that only warns is open still, and less severe',
      delivery: onMetric('warning'),
      facts: [
        { ...openMetric, data: { ...openMetric.data, severity: 'warning' } },
      ],
    },
    {
      title: 'a resolved metric alert ended when it was closed',
      delivery: onMetric('resolved', { date_closed: '2025-03-10T12:39:00Z' }),
      facts: [endedMetric(ms('2025-03-10T12:39:00Z'))],
    },
    {
      title: 'a resolved metric alert that was not closed ended when sent',
      delivery: onMetric('resolved'),
      facts: [endedMetric(ms(SENT))],
    },
  ],
  ignored: [
    ...['assigned', 'archived', 'ignored'].map(action => ({
      title: `an issue that was ${action}`,
      delivery: onIssue(action),
    })),
    ...['installation.created', 'comment.created', 'error.created'].map(
      kind => ({ title: kind, delivery: deliver(kind, {}) }),
    ),
    { title: 'Object.prototype', delivery: deliver('constructor', {}) },
  ],
  malformed: [
    {
      title: 'an issue without an id',
      delivery: onIssue('created', { id: null }),
      names: /data\.issue\.id/,
    },
    {
      title: 'an issue that was first seen at no time',
      delivery: onIssue('resolved', { firstSeen: 'long ago' }),
      names: /data\.issue\.firstSeen/,
    },
    {
      title: 'an issue of which nobody says when it was sent',
      delivery: { ...onIssue('resolved'), headers: {} },
      names: /sentry-hook-timestamp/,
    },
    {
      title: 'a metric alert sent at a time that is none',
      delivery: {
        ...onMetric('critical'),
        headers: { 'sentry-hook-timestamp': '1e9' },
      },
      names: /sentry-hook-timestamp/,
    },
    {
      title: 'an alert without its event',
      delivery: deliver('event_alert.triggered', { data: {} }),
      names: /data\.event/,
    },
    {
      title: 'a metric alert that was detected at no time',
      delivery: onMetric('critical', { date_detected: 'now' }),
      names: /data\.metric_alert\.date_detected/,
    },
  ],
  signed: {
    request: {
      body,
      headers: {
        'request-id': '0a0a0a0a0b0b0b0b0c0c0c0c0d0d0d0d',
        'sentry-hook-resource': 'issue',
        'sentry-hook-signature': createHmac('sha256', secret)
          .update(body)
          .digest('hex'),
      },
    },
    config: new ConfigReader({ webhook: { secrets: ['the old one', secret] } }),
    unconfigured: new ConfigReader({ type: 'sentry' }),
    proofHeader: 'sentry-hook-signature',
    kind: 'issue.created',
    externalId: '0a0a0a0a0b0b0b0b0c0c0c0c0d0d0d0d',
  },
});

describe('whose something of Sentry is', () => {
  const subjectOf = (delivery: ReturnType<typeof deliver>) =>
    sentry.normalise(delivery)[0].subject;

  it('is nobody when a metric alert spans several projects, or names none', () => {
    for (const projects of [['payments', 'cart'], [], null]) {
      expect(subjectOf(onMetric('critical', { projects }))).toEqual(slugs());
    }
  });

  it('is named by the slug alone when no address names the organisation', () => {
    const rest = { project_url: null, project: { slug: 'payments' } };
    expect(subjectOf(onIssue('created', rest))).toEqual(slugs('payments'));
  });
});

describe('what a body is', () => {
  const [webhook] = sentry.ingress;
  it.each([
    ['issue', '{"action":"created"}', 'issue.created'],
    ['issue', '{"action":', undefined],
    ['issue', '{"action":7}', undefined],
    ['', '{"action":"created"}', undefined],
  ])('%p and %s is %p', (resource, text, kind) => {
    const headers = { 'sentry-hook-resource': resource };
    const bytes = new TextEncoder().encode(text);
    expect(
      webhook.type === 'webhook' && webhook.kind({ headers, body: bytes }),
    ).toBe(kind);
  });
});
