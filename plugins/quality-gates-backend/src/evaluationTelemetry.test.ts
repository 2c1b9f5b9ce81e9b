import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { makePolicy, reportedGate } from './__testUtils__/makePolicy';
import { recordSpans } from './__testUtils__/recordSpans';
import {
  ASKING_TOKENS,
  makeComponent,
  startPlugin,
  type StartedPlugin,
} from './__testUtils__/startPlugin';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const [RUN_SPAN, STEP_SPAN] = ['b7ad6b7169203331', '00f067aa0ba902b7'];
const RUN_URL = 'https://ci.example.com/runs/7001';
const attribute = (key: string, value: string) => ({
  key,
  value: { stringValue: value },
});

/** The run that asks, as it is exported while it goes on. */
function runSoFar() {
  const now = Date.now();
  const span = {
    traceId: TRACE,
    spanId: RUN_SPAN,
    name: 'RUN release',
    kind: 2,
    startTimeUnixNano: `${now - 60_000}000000`,
    endTimeUnixNano: `${now}000000`,
    attributes: [
      attribute('cicd.pipeline.name', 'release'),
      attribute('cicd.pipeline.run.id', '7001'),
      attribute('cicd.pipeline.run.url.full', RUN_URL),
      attribute('cicd.pipeline.result', 'success'),
    ],
  };
  const resource = {
    attributes: [
      attribute('vcs.repository.url.full', 'https://github.com/acme/checkout'),
    ],
  };
  return { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] };
}

describe('an evaluation, to those who watch Quality Gates', () => {
  const exporter = recordSpans();
  const counted: [string, unknown][] = [];
  let plugin: StartedPlugin;

  afterEach(async () => {
    await plugin.stop();
    counted.length = 0;
  });

  async function start(decision: object = {}) {
    plugin = await startPlugin({
      entities: [makeComponent('checkout', 'acme/checkout')],
      qualityGates: {
        ingest: {
          tokens: ASKING_TOKENS,
        },
        policies: [
          makePolicy([reportedGate, { ...reportedGate, id: 'smoke' }], {
            decision,
          }),
        ],
      },
      features: [
        metricsServiceMock.mock({
          createCounter: (name: string) => ({
            add: (_n: number, attributes?: unknown) =>
              void counted.push([name, attributes]),
          }),
        }).factory,
      ],
    });
    await plugin.refreshCatalog();
  }
  async function ask(headers: Record<string, string> = {}, rest: object = {}) {
    const question = {
      ...{ entityRef: 'component:default/checkout', version: '1.5.0' },
      ...{ environment: 'production', phase: 'pre-deploy', ...rest },
    };
    const { body } = await plugin.send('/evaluations', question, headers);
    return (await plugin.read(`/evaluations/${body.id}?wait=20s`)).body;
  }
  /** Its span and those of its gates, once they have ended. */
  async function spansOf(id: string) {
    for (let tries = 0; tries < 100; tries++) {
      const spans = exporter.getFinishedSpans();
      const whole = spans.find(
        ({ attributes }) => attributes['quality_gates.evaluation.id'] === id,
      );
      if (whole) {
        const { spanId } = whole.spanContext();
        const gates = spans.filter(
          ({ parentSpanContext }) => parentSpanContext?.spanId === spanId,
        );
        return { whole, gates };
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`There is no span of ${id}`);
  }

  it('is a span linked to the one that asked, with a span for each gate', async () => {
    await start();
    const traceparent = `00-${TRACE}-${STEP_SPAN}-01`;
    const { id } = await ask({ traceparent });
    const { whole, gates } = await spansOf(id);
    expect(whole.links).toMatchObject([
      { context: { traceId: TRACE, spanId: STEP_SPAN } },
    ]);
    expect(gates.map(({ attributes }) => attributes)).toMatchObject([
      {
        'quality_gates.gate': 'contracts',
        'quality_gates.gate.outcome': 'inconclusive',
      },
      { 'quality_gates.gate': 'smoke' },
    ]);
  });

  it('is linked to the run it names, when the run did not say which of its spans asks', async () => {
    await start();
    expect((await plugin.send('/otlp/v1/traces', runSoFar())).status).toBe(200);
    const { id } = await ask({ traceparent: 'nonsense' }, { runUrl: RUN_URL });
    const { whole } = await spansOf(id);
    expect(whole.links).toMatchObject([
      { context: { traceId: TRACE, spanId: RUN_SPAN } },
    ]);
  });

  it('is counted by what it came to, so that one that failed open is seen', async () => {
    await start({ failureMode: 'open' });
    await plugin.understood(
      await plugin.send('/ingest/gate-outcomes', {
        ...{ entityRef: 'component:default/checkout', gate: 'smoke' },
        ...{ environment: 'production', version: '1.5.0', outcome: 'pass' },
        at: new Date().toISOString(),
      }),
    );
    const open = await ask();
    expect(open).toMatchObject({
      decision: 'allow-with-warnings',
      failedOpen: true,
      outcomes: [{ outcome: 'inconclusive' }, { outcome: 'pass' }],
    });
    expect(open.reasons).toContainEqual(
      expect.objectContaining({ code: 'failed_open' }),
    );
    await spansOf(open.id);
    const whatIf = await ask({}, { dryRun: true });
    await spansOf(whatIf.id);
    const decided = counted.filter(([name]) => name.includes('evaluation'));
    expect(decided).toEqual([
      [
        'quality_gates.evaluation.decided',
        {
          ...{ decision: 'allow-with-warnings', phase: 'pre-deploy' },
          ...{ environment: 'production', enforced: true, failed_open: true },
        },
      ],
    ]);
  });
});
