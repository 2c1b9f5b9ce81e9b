import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import {
  evaluationRequestSchema,
  type Decision,
} from '@quality-gates/backstage-plugin-quality-gates-common';

const SCRIPT = resolve(__dirname, '../../docs/recipes/can-i-deploy.sh');
const TOKEN = 'evaluate-token-of-the-test';

interface Answer {
  readonly status?: number;
  /** Sent as JSON; a text as it is. Undefined = the connection breaks. */
  readonly body?: unknown;
}
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** As the portal answers, as far as the script looks; with gates that quote what could be taken for an answer. */
function evaluation(
  decision: Decision,
  options: { codes?: string[]; open?: true; [field: string]: unknown } = {},
) {
  const { codes = [], open, ...fields } = options;
  return {
    outcomes: [
      {
        gate: 'g',
        summary: '"decision":"allow","canDeploy":true} \\" \n , ] [',
        reason: { code: 'gate_failed', message: 'decision: allow' },
        decision: 'allow',
        decidedAt: '2025-03-10T12:00:00.000Z',
      },
    ],
    id: 'evaluation-1',
    version: '4.18.0',
    decision,
    canDeploy: decision.startsWith('allow'),
    reasons: codes.map(code => ({ code, gate: 'g', message: `is "${code}"` })),
    decidedAt: open ? null : '2025-03-10T12:00:00.000Z',
    links: [{ title: 'Evaluation', url: 'https://portal.example.com/e/1' }],
    ...fields,
  };
}

describe('can-i-deploy.sh', () => {
  const asked: Asked[] = [];
  let answers: Answer[] = [];
  let origin: string;
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    const { method = '', url = '', headers } = req;
    asked.push({ method, url, headers, body });
    const next = answers.length > 1 ? answers.shift() : answers[0];
    if (next?.body === undefined) {
      req.socket.destroy();
      return;
    }
    res.writeHead(next.status ?? 200, { 'Content-Type': 'application/json' });
    const text = typeof next.body === 'string';
    res.end(text ? next.body : JSON.stringify(next.body));
  });

  beforeAll(async () => {
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked.length = 0;
  });
  afterAll(() => new Promise(done => server.close(done)));

  /** Runs the script under sh; the server gives the answers in order, the last one again and again. */
  async function run(
    given: readonly Answer[],
    options: { env?: Record<string, string>; args?: string[] } = {},
  ) {
    answers = [...given];
    const args = options.args ?? [
      'component:default/checkout',
      'production',
      '4.18.0',
    ];
    const child = spawn('sh', [SCRIPT, ...args], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        QG_URL: `${origin}/api/quality-gates/`,
        QG_TOKEN: TOKEN,
        QG_TIMEOUT: '2',
        ...options.env,
      },
    });
    let output = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (output += data));
    const code = await new Promise(done => child.once('close', done));
    expect(output).not.toContain(TOKEN);
    return { code, output };
  }

  it.each([
    ['allow', [], 0],
    ['allow-with-warnings', ['gate_warned'], 0],
    ['allow-break-glass', ['gate_failed', 'break_glass'], 0],
    ['deny', ['gate_failed'], 1],
    ['deny', ['evidence_unavailable', 'gate_failed'], 1],
    ['deny', ['rejected'], 1],
    ['deny', ['evidence_unavailable'], 3],
    ['deny', ['no_decision_possible'], 3],
    ['deny', ['no_policy'], 3],
    ['deny', ['only_shadow'], 3],
    ['deny', [], 3],
    ['soon', [], 3],
  ] as const)(
    'ends %s because of %j with %i',
    async (decision, codes, code) => {
      const body = evaluation(decision as Decision, { codes: [...codes] });
      const ended = await run([{ status: 201, body }]);
      expect(ended.code).toBe(code);
      expect(asked).toHaveLength(1);
      for (const one of codes) expect(ended.output).toContain(`- ${one}: is `);
      expect(ended.output).toContain('https://portal.example.com/e/1');
    },
  );

  it('tells an allow for which a gate passed without data', async () => {
    const body = evaluation('allow', { codes: ['passed_without_data'] });
    await expect(run([{ status: 201, body }])).resolves.toMatchObject({
      code: 0,
      output: expect.stringContaining('- passed_without_data: is '),
    });
  });

  it('tells which gate each reason is about, and until when it waits', async () => {
    const body = evaluation('wait', {
      open: true,
      reasons: [
        { code: 'failed_open', message: 'of the whole' },
        { code: 'waiting_for_gate', gate: 'soak', message: 'not yet' },
      ],
      waitingFor: [
        { gate: 'approval', who: ['group:default/leads'] },
        { gate: 'soak', until: '2025-03-10T14:00:00.000Z' },
      ],
    });
    const { output } = await run([{ status: 201, body }]);
    expect(output).toContain(
      [
        '- failed_open: of the whole',
        '- waiting_for_gate: not yet (soak)',
        '- soak waits until 2025-03-10T14:00:00.000Z',
        '- https://portal.example.com/e/1',
      ].join('\n'),
    );
  });

  it.each([
    ['fails', { mode: 'enforce', outcome: 'fail' }, 1],
    [
      'fails and is waived',
      { mode: 'enforce', outcome: 'fail', waivedBy: 'user:default/ann' },
      3,
    ],
    ['fails without counting', { mode: 'shadow', outcome: 'fail' }, 3],
    ['could not be asked', { mode: 'enforce', outcome: 'error' }, 3],
  ])(
    'ends a deny by what all gates come to with 1 if one of them failed: one %s',
    async (_how, outcome, code) => {
      for (const reason of ['score_too_low', 'too_few_passed']) {
        const body = evaluation('deny', {
          codes: [reason],
          outcomes: [
            { gate: 'a', mode: 'enforce', outcome: 'pass', waivedBy: null },
            { gate: 'b', ...outcome },
          ],
        });
        const ended = await run([{ status: 201, body }]);
        expect([reason, ended.code]).toEqual([reason, code]);
      }
    },
  );

  it.each(['wait', 'manual'] as const)(
    'ends %s with 2 when the time is over',
    async decision => {
      const body = evaluation(decision, {
        open: true,
        codes: ['waiting_for_gate'],
      });
      await expect(run([{ status: 201, body }])).resolves.toMatchObject({
        code: 2,
        output: expect.stringContaining('the time is over'),
      });
    },
  );

  it('waits on when somebody has to decide, and takes the answer that follows', async () => {
    const ended = await run(
      [
        { status: 201, body: evaluation('wait', { open: true }) },
        { body: evaluation('manual') },
        { body: evaluation('allow', { id: 'evaluation-2' }) },
      ],
      { env: { QG_TIMEOUT: '30' } },
    );
    expect(ended.code).toBe(0);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api/quality-gates/evaluations',
      'GET /api/quality-gates/evaluations/evaluation-1?wait=30s',
      expect.stringMatching(
        /^GET \/api\/quality-gates\/evaluations\/evaluation-1\?wait=\d+s$/,
      ),
    ]);
  });

  it('believes no allow that is not decided yet', async () => {
    const body = evaluation('allow', { open: true });
    await expect(run([{ body }])).resolves.toMatchObject({ code: 2 });
  });

  it.each([
    ['says it cannot be deployed', { canDeploy: false }],
    ['is about another version', { version: '4.17.0' }],
    ['names no evaluation', { id: null }],
    ['names an evaluation that would lead elsewhere', { id: '../x' }],
  ])('believes no allow that %s', async (_, fields) => {
    const body = evaluation('allow', fields);
    await expect(run([{ body }])).resolves.toMatchObject({ code: 3 });
  });

  it.each([
    [400, { error: { message: 'version: must be' } }],
    [401, {}],
    [403, {}],
    [404, {}],
    [409, {}],
    [302, {}],
    [200, '<html>decision: allow</html>'],
    [200, ''],
    [200, '[]'],
    [200, '{"decision":"allow","canDeploy":true'],
  ])('ends with 3 at once for %i with %j', async (status, body) => {
    await expect(run([{ status, body }])).resolves.toMatchObject({ code: 3 });
    expect(asked).toHaveLength(1);
  });

  it.each([[500], [503], [429]])(
    'tries again after %i, with the same key',
    async status => {
      const ended = await run(
        [
          { status, body: {} },
          { status: 201, body: evaluation('allow') },
        ],
        { env: { QG_TIMEOUT: '20' } },
      );
      expect(ended.code).toBe(0);
      const [first, second] = asked.map(one => one.headers['idempotency-key']);
      expect(first).toMatch(/^can-i-deploy-/);
      expect(second).toBe(first);
    },
  );

  it('asks anew when it is run again, and the same when it is given a key', async () => {
    const body = evaluation('allow');
    await run([{ body }]);
    await run([{ body }]);
    await run([{ body }], { env: { QG_IDEMPOTENCY_KEY: 'run/7-1' } });
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('run/7-1');
  });

  it('ends with 3 when nobody answers in time', async () => {
    await expect(run([{}])).resolves.toMatchObject({
      code: 3,
      output: expect.stringContaining('status 000'),
    });
  });

  it('ends with 3 when the portal falls silent after it said wait', async () => {
    const answering = [{ body: evaluation('wait', { open: true }) }, {}];
    await expect(run(answering)).resolves.toMatchObject({ code: 3 });
  });

  it('sends a question that the portal takes, quotes and backslashes included', async () => {
    const env = {
      QG_COMMIT: '8f3c1d0',
      QG_DIGEST: 'sha256:abc',
      QG_CHANGE_TYPE: 'normal',
      QG_TICKET: 'CHG-1',
      QG_RUN_URL: 'https://ci.example.com/runs/7?a=b',
      QG_LOGIN: 'o"neil\\x',
      QG_TRACEPARENT: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };
    await run([{ body: evaluation('allow') }], { env });
    const [{ body, headers }] = asked;
    expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(headers.traceparent).toBe(env.QG_TRACEPARENT);
    expect(evaluationRequestSchema.parse(JSON.parse(body))).toEqual({
      entityRef: 'component:default/checkout',
      environment: 'production',
      version: '4.18.0',
      phase: 'pre-deploy',
      commit: '8f3c1d0',
      digest: 'sha256:abc',
      changeType: 'normal',
      ticket: 'CHG-1',
      runUrl: env.QG_RUN_URL,
      requestedBy: { login: env.QG_LOGIN },
    });
  });

  it.each([
    [{ args: ['component:default/checkout', 'production'] }, 'usage'],
    [{ env: { QG_URL: '' } }, 'set QG_URL'],
    [{ env: { QG_TOKEN: '' } }, 'set QG_TOKEN'],
    [{ env: { QG_TIMEOUT: '5m' } }, 'QG_TIMEOUT'],
    [{ env: { QG_LOGIN: 'a\nX-Header: b' } }, 'control character'],
    [{ env: { QG_IDEMPOTENCY_KEY: 'a\r\nX: b' } }, 'control character'],
  ])('ends with 3 and asks nobody with %j', async (options, words) => {
    const ended = await run([{ body: evaluation('allow') }], options);
    expect(ended).toEqual({ code: 3, output: expect.stringContaining(words) });
    expect(asked).toEqual([]);
  });
});
