import { mockServices } from '@backstage/backend-test-utils';
import type { Fact } from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { recordSpans } from './__testUtils__/recordSpans';
import { makeComponent, startPlugin } from './__testUtils__/startPlugin';
import type { StartedPlugin } from './__testUtils__/startPlugin';
import { createEnvironments } from './environments';
import { understandDelivery } from './understand';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const [PIPELINE, STEP] = ['b7ad6b7169203331', '00f067aa0ba902b7'];
const traceparent = `00-${TRACE_ID}-${STEP}-01`;

describe('the span of a delivery', () => {
  const exporter = recordSpans();
  let plugin: StartedPlugin;

  beforeEach(async () => {
    plugin = await startPlugin({
      entities: [makeComponent('checkout', 'acme/checkout')],
    });
    exporter.reset();
  });
  afterEach(() => plugin.stop());

  /** What it is about and the spans it links to. */
  const ownSpans = () =>
    exporter
      .getFinishedSpans()
      .filter(({ name }) => name === 'quality_gates.delivery')
      .map(({ attributes, links }) => ({
        kind: attributes['quality_gates.kind'],
        state: attributes['quality_gates.state'],
        links: links.map(({ context: { traceId, spanId } }) => ({
          traceId,
          spanId,
        })),
      }));

  const incident = (id: string) => ({
    id,
    entityRef: 'component:default/checkout',
    openedAt: '2025-03-10T12:00:00Z',
  });

  it('links to the step of the pipeline that sent it with a traceparent header', async () => {
    const headers = { traceparent };
    const sent = [
      await plugin.send('/ingest/incidents', incident('i1'), headers),
      await plugin.sendWebhook('ping', { zen: 'Keep it simple.' }, headers),
    ];
    for (const answer of sent) await plugin.understood(answer, 'reader');
    const links = [{ traceId: TRACE_ID, spanId: STEP }];
    expect(ownSpans()).toEqual([
      { kind: 'incidents', state: 'stored', links },
      { kind: 'ping', state: 'ignored', links },
    ]);
  });

  it('links to nothing when the sender was in no span, or says nonsense', async () => {
    const sent = [
      await plugin.send('/ingest/incidents', incident('i1')),
      await plugin.send('/ingest/incidents', incident('i2'), {
        traceparent: 'nonsense',
      }),
    ];
    for (const answer of sent) await plugin.understood(answer);
    const span = { kind: 'incidents', state: 'stored', links: [] };
    expect(ownSpans()).toEqual([span, span]);
  });

  it('links to the root of the run when spans are delivered', async () => {
    const span = (spanId: string, rest: object) => ({
      traceId: TRACE_ID,
      spanId,
      startTimeUnixNano: '1741600000000000000',
      endTimeUnixNano: '1741600060000000000',
      ...rest,
    });
    const { status } = await plugin.send('/otlp/v1/traces', {
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                span(STEP, { name: 'step', parentSpanId: PIPELINE }),
                span(PIPELINE, { name: 'RUN build', kind: 2 }),
              ],
            },
          ],
        },
      ],
    });
    expect(status).toBe(200);
    expect(ownSpans()).toMatchObject([
      { links: [{ traceId: TRACE_ID, spanId: PIPELINE }] },
    ]);
  });
});

describe('the environment of a fact', () => {
  const environments = createEnvironments([
    { name: 'production', tier: 'production', aliases: ['prod', 'PRD'] },
  ]);
  /** What is kept of a fact that names this environment, or none. */
  const kept = (type: string, environment?: string) => {
    const fact = { type, subject: {}, data: { environment } } as Fact;
    const { facts } = understandDelivery(deliver('any', {}), {
      sourceOf: () => ({ id: 'any', ingress: [], normalise: () => [fact] }),
      applyRules: told => [...told],
      attribute: () => ({ entityRefs: ['component:default/checkout'] }),
      onNoMatch: () => undefined,
      environments,
      counters: {
        accepted: () => undefined,
        rejected: () => undefined,
        unmapped: () => undefined,
      },
      logger: mockServices.logger.mock(),
    });
    return facts.map(one => one.fact.data);
  };

  it.each([
    'deployment',
    'gate-report',
    'deployment-request',
    'flag',
    'test-report',
  ])('is kept by its canonical name: %s', type => {
    expect(kept(type, 'PRD')).toEqual([{ environment: 'production' }]);
  });

  it.each(['flag', 'test-report'])('may be left out: %s', type => {
    expect(kept(type)).toEqual([{ environment: undefined }]);
  });
});
