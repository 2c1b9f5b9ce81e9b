import {
  makeComponent,
  startPlugin,
  type StartedPlugin,
} from './__testUtils__/startPlugin';

const TRACE = '5b8efff798038103d269b633813fc60c';
const ROOT = 'eee19b7ec3c1b173';
const JOB = 'eee19b7ec3c1b174';

const text = (key: string, stringValue: string) => ({
  key,
  value: { stringValue },
});
const nanos = (second: number) =>
  `${Date.UTC(2025, 2, 10, 12, 0, second)}000000`;
const resource = {
  attributes: [
    text('service.name', 'ci'),
    text('cicd.pipeline.name', 'build'),
    text('cicd.pipeline.run.id', '4711'),
    text('vcs.repository.url.full', 'https://github.com/acme/pay'),
  ],
};
const span = (spanId: string, name: string, rest: object) => ({
  traceId: TRACE,
  spanId,
  name,
  kind: 1,
  startTimeUnixNano: nanos(0),
  endTimeUnixNano: nanos(30),
  ...rest,
});
const traces = {
  resourceSpans: [
    {
      resource,
      scopeSpans: [
        {
          spans: [
            span(ROOT, 'build', {
              kind: 2,
              attributes: [text('cicd.pipeline.result', 'failure')],
            }),
            span(JOB, 'unit tests', {
              parentSpanId: ROOT,
              attributes: [
                text('cicd.pipeline.task.name', 'unit tests'),
                text('cicd.pipeline.task.run.id', '1'),
                text('cicd.pipeline.task.run.result', 'failure'),
              ],
            }),
          ],
        },
      ],
    },
  ],
};
const logs = {
  resourceLogs: [
    {
      resource,
      scopeLogs: [
        {
          logRecords: ['npm test', 'token=abcdef', '1 failed'].map(
            (line, second) => ({
              traceId: TRACE,
              spanId: JOB,
              timeUnixNano: nanos(second),
              body: { stringValue: line },
            }),
          ),
        },
      ],
    },
  ],
};

describe('what a job printed', () => {
  let plugin: StartedPlugin;
  beforeAll(async () => {
    plugin = await startPlugin({
      entities: [makeComponent('pay', 'acme/pay')],
    });
  });
  afterAll(() => plugin.stop());

  it('stands at its span, masked, although it came before the span', async () => {
    await plugin.refreshCatalog();
    const printed = await plugin.send('/otlp/v1/logs', logs);
    expect([printed.status, printed.body]).toEqual([200, {}]);
    await plugin.send('/otlp/v1/traces', traces);
    await plugin.send('/otlp/v1/logs', logs);

    const entity = '/entities/component/default/pay';
    const runs = await plugin.read(`${entity}/runs`);
    const [{ id }] = runs.body.items;
    const { body } = await plugin.read(`${entity}/runs/${id}/trace`);
    const shown = body.spans.map((one: { spanId: string; logs?: string }) => [
      one.spanId,
      one.logs,
    ]);
    expect(shown).toEqual([
      [ROOT, undefined],
      [JOB, 'npm test\ntoken=***\n1 failed'],
    ]);
  });
});
