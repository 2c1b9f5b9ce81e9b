import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { EventsService } from '@backstage/plugin-events-node';
import { makeComponent, startPlugin } from '../__testUtils__/startPlugin';
import { readQualityGatesConfig } from '../config';
import { builtinSources } from '../sources';
import { subscribeEvents } from './subscribeEvents';

const pullRequest = {
  action: 'opened',
  repository: { html_url: 'https://github.com/acme/pay' },
  pull_request: {
    number: 7,
    draft: false,
    created_at: '2025-03-10T12:00:00Z',
    updated_at: '2025-03-10T12:00:00Z',
    head: { sha: 'abc' },
    base: { ref: 'main' },
  },
};

const subscribe = (sources: JsonObject) => {
  const events = mockServices.events.mock();
  const config = readQualityGatesConfig(
    new ConfigReader({ qualityGates: { sources } }),
  );
  const counters = { accepted: () => {}, rejected: () => {} };
  const done = subscribeEvents({
    config,
    sources: builtinSources,
    events,
    ingest: { accept: async () => Promise.reject(new Error('not called')) },
    counters,
    logger: mockServices.logger.mock(),
    now: () => 0,
  });
  return { events, done };
};

describe('subscribeEvents', () => {
  it('hears nothing unless an instance says so', async () => {
    const { events, done } = subscribe({ github: { type: 'github' } });
    await done;
    expect(events.subscribe).not.toHaveBeenCalled();
  });

  it('refuses a type that publishes no events', async () => {
    const { done } = subscribe({ argo: { type: 'argocd', events: true } });
    await expect(done).rejects.toThrow(/qualityGates\.sources\.argo\.events/);
  });

  it('refuses two instances that would count everything twice', async () => {
    const { done } = subscribe({
      a: { type: 'github', events: true },
      b: { type: 'github', events: true },
    });
    await expect(done).rejects.toThrow(/sources\.b\.events: a hears/);
  });

  it('counts a delivery once that came as an event and as a webhook', async () => {
    let hear: Parameters<EventsService['subscribe']>[0]['onEvent'] | undefined;
    const events = mockServices.events.mock({
      subscribe: async ({ topics, onEvent }) => {
        expect(topics).toEqual(['github']);
        hear = onEvent;
      },
    });
    const plugin = await startPlugin({
      entities: [makeComponent('pay', 'acme/pay')],
      qualityGates: {
        sources: {
          github: {
            type: 'github',
            events: true,
            webhook: { secrets: ['a-webhook-secret-for-tests'] },
          },
        },
      },
      features: [events.factory],
    });
    await hear!({
      topic: 'github',
      eventPayload: pullRequest,
      metadata: {
        'x-github-event': 'pull_request',
        'X-GitHub-Delivery': ['d-1'],
      },
    });
    await hear!({ topic: 'github', eventPayload: { zen: 'no event name' } });
    const answer = await plugin.sendWebhook('pull_request', pullRequest, {
      'X-GitHub-Delivery': 'd-1',
    });
    expect(answer.body.duplicate).toBe(true);
    expect(await plugin.understood(answer, 'reader')).toMatchObject({
      source: 'github',
      kind: 'pull_request',
      facts: [{ type: 'change', key: 'github.com/acme/pay#7' }],
    });
    await plugin.stop();
  });
});
