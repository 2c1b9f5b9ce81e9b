import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ServiceUnavailableError } from '@backstage/errors';
import { openDoors, TOKEN } from '../__testUtils__/openDoors';

const program = join(__dirname, '..', '__testUtils__', 'exportPipeline.js');
let server: Server;
afterEach(() => new Promise(resolve => server.close(resolve)));

/** How an export ended, as the SDK tells its caller. */
interface Exported {
  /** 0 success, 1 failed. */
  readonly code: number;
  readonly error?: string;
  readonly warnings: readonly string[];
  readonly traceId: string;
  readonly runSpanId: string;
  readonly taskSpanId: string;
}

/** The doors on a loopback port, every request that came, and a sender. */
async function listen(
  protocol: string,
  settings?: Parameters<typeof openDoors>[0],
) {
  const doors = openDoors(settings);
  const requests: { at: number; headers: IncomingHttpHeaders }[] = [];
  server = createServer((req, res) => {
    requests.push({ at: Date.now(), headers: req.headers });
    (doors.app as RequestListener)(req, res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/otlp/v1/traces`;
  const exportPipeline = async (options: object = {}): Promise<Exported> => {
    const settled = { protocol, url, token: TOKEN, ...options };
    const { stdout } = await promisify(execFile)(process.execPath, [
      program,
      JSON.stringify(settled),
    ]);
    return JSON.parse(stdout);
  };
  return { ...doors, requests, exportPipeline };
}

describe.each([
  ['protobuf', 'application/x-protobuf'],
  ['json', 'application/json'],
])("OpenTelemetry's own exporter in %s", (protocol, mediaType) => {
  it('brings a pipeline through the door, zipped', async () => {
    const { exportPipeline, requests, traces } = await listen(protocol);
    const { code, traceId, runSpanId, taskSpanId } = await exportPipeline();
    expect(code).toBe(0);
    expect(requests.map(({ headers }) => headers)).toMatchObject([
      { 'content-type': mediaType, 'content-encoding': 'gzip' },
    ]);
    const context = {
      traceId,
      scopeName: 'pipelines',
      scopeAttributes: {},
      resourceAttributes: { 'service.name': 'ci' },
    };
    expect(traces).toEqual([
      {
        sender: 'ci',
        spans: [
          {
            ...context,
            spanId: taskSpanId,
            parentSpanId: runSpanId,
            name: 'test',
            kind: 1,
            startedAt: 1767600000500,
            endedAt: 1767600001000,
            attributes: {
              n: 14460881260,
              ratio: 0.5,
              yes: true,
              list: ['a', 'b'],
            },
            statusCode: 2,
            statusMessage: 'exit code 1',
            events: [
              { name: 'retry', at: 1767600000700, attributes: { attempt: 2 } },
            ],
            links: [{ traceId, spanId: runSpanId }],
          },
          {
            ...context,
            spanId: runSpanId,
            parentSpanId: null,
            name: 'RUN build',
            kind: 2,
            startedAt: 1767600000123,
            endedAt: 1767600002000,
            attributes: { 'cicd.pipeline.result': 'failure' },
            statusCode: 0,
            statusMessage: '',
            events: [],
            links: [],
          },
        ],
      },
    ]);
  });

  it('waits as long as Retry-After says after 429 and succeeds then', async () => {
    const slow = {
      tokens: [{ name: 'ci', token: TOKEN }],
      requestsPerSecond: 0.5,
    };
    const doors = await listen(protocol, { qualityGates: { ingest: slow } });
    expect((await doors.exportPipeline()).code).toBe(0);
    const second = doors.exportPipeline();
    while (doors.requests.length < 2) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    doors.clock.now += 2000;
    expect((await second).code).toBe(0);
    expect(doors.requests).toHaveLength(3);
    const [, refused, repeated] = doors.requests;
    expect(repeated.at - refused.at).toBeGreaterThan(1900);
    expect(doors.traces).toHaveLength(2);
  }, 20_000);

  it('repeats after 503 until the database is back', async () => {
    const doors = await listen(protocol);
    const { acceptTraces } = doors.ingest;
    doors.ingest.acceptTraces = async () => {
      doors.ingest.acceptTraces = acceptTraces;
      throw new ServiceUnavailableError('the database is away');
    };
    const { code } = await doors.exportPipeline();
    expect([code, doors.requests.length, doors.traces.length]).toEqual([
      0, 2, 1,
    ]);
  }, 20_000);

  it('logs a partial success and does not repeat it', async () => {
    const { exportPipeline, requests, traces } = await listen(protocol);
    const { code, warnings } = await exportPipeline({ invalidSpan: true });
    expect([code, requests.length]).toEqual([0, 1]);
    expect(traces[0].spans).toHaveLength(1);
    expect(warnings.join()).toContain('Partial Success');
    expect(warnings.join()).toContain('1 spans were rejected');
  });

  it('gives up at once on a wrong token', async () => {
    const { exportPipeline, requests } = await listen(protocol);
    const { code, error } = await exportPipeline({ token: 'another-guess' });
    expect([code, error, requests.length]).toEqual([1, 'Unauthorized', 1]);
  });
});
