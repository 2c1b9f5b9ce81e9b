/**
 * Policies, questions and sources that want more than they may: asked over HTTP, each gets a documented answer, none
 * lets a version through, and nobody ever sees what the sources are asked with.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@backstage/types';
import { startLoopbackSource } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import {
  SOURCE_SECRET,
  sourcesAt,
  startAsking,
  vector,
  type AskedPolicy,
  type Asking,
  type World,
} from './__testUtils__/askGates';
import { makePolicy, reportedGate } from './__testUtils__/makePolicy';

const ATTACK = '1.4.2"} or vector(0) or up{x="';
const OVERSIZED = 5 * 1024 * 1024;

const gate = (type: string, params: JsonObject): JsonObject => ({
  id: 'gate',
  type,
  phase: 'pre-deploy',
  timeout: '1s',
  retry: { attempts: 1 },
  with: params,
});
const promql = (query: string, source = 'prometheus') =>
  gate('promql', { source, query, thresholds: { critical: 0.05 } });
const http = (path: string) =>
  gate('http', { source: 'http', path, expect: { 'json:$.ok': true } });
const alerts = (matcher: string) =>
  gate('alerts', { source: 'alertmanager', matchers: [matcher] });
const withParameter = (query: string, type: string): AskedPolicy => ({
  gates: [promql(query)],
  spec: { parameters: { value: { type, default: ATTACK } } },
});

const ESCAPES = {
  absolute: 'https://evil.example/x',
  'other-host': '//evil.example/x',
  climbing: '/../admin',
  'climbing-encoded': '/%2e%2e/admin',
  backslash: '/\\evil.example',
};

const BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, at) => {
    const last = 'abcdefgh'[at];
    return `${name}: &${name} [${`*${last}, `.repeat(8)}*${last}]`;
  }),
].join('\n');

/** A policy whose limit an annotation of the component sets. */
const limited = (annotation: string): AskedPolicy => ({
  gates: [
    gate('promql', {
      source: 'prometheus',
      query: 'errors',
      thresholds: { critical: '${limit}' },
    }),
  ],
  spec: {
    parameters: {
      limit: { type: 'number', default: 0.05, minimum: 0, maximum: 0.2 },
    },
  },
  annotations: { 'quality-gates.io/policy-parameters': annotation },
});

const POLICIES: Record<string, AskedPolicy> = {
  version: { gates: [promql('errors{version="${request.version}"}')] },
  commit: { gates: [promql('errors{commit="${request.commit}"}')] },
  label: withParameter('errors{service="${value}"}', 'label-value'),
  text: withParameter('errors{service="${value}"}', 'string'),
  bare: withParameter('rate(errors[5m]) + ${value}', 'string'),
  ticket: { gates: [http('/changes/${request.ticket}')] },
  state: { gates: [http('/state')] },
  dripping: { gates: [promql('errors', 'dripping')] },
  'limit-allowed': limited('limit: 0.15'),
  'limit-wide': limited('limit: 5'),
  'limit-endless': limited('limit: .inf'),
  'limit-none': limited('limit: .nan'),
  'limit-list': limited('limit: [9]'),
  'limit-bomb': limited(BOMB),
  'limit-broken': limited('limit: ]'),
  public: { gates: [promql('errors', 'outside')] },
  pattern: { gates: [alerts('service=~"(a+)+$"')] },
  when: { gates: [{ ...reportedGate, when: '!'.repeat(499) }] },
  ...Object.fromEntries(
    Object.entries(ESCAPES).map(([name, path]) => [
      name,
      { gates: [http(path)] },
    ]),
  ),
};

describe('what is hostile lets nothing through:', () => {
  let asking: Asking;
  let dripping: Server;
  /** Everything that was answered. */
  const answers: string[] = [];

  beforeAll(async () => {
    dripping = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    });
    await new Promise<void>(resolve => {
      dripping.listen(0, '127.0.0.1', resolve);
    });
    const { port } = dripping.address() as AddressInfo;
    asking = await startAsking(POLICIES, {
      sources: url => ({
        ...sourcesAt(url),
        outside: { type: 'prometheus', url },
        dripping: {
          type: 'prometheus',
          url: `http://127.0.0.1:${port}`,
          allowPrivateAddress: true,
        },
      }),
    });
  }, 60_000);
  afterAll(async () => {
    await asking?.stop();
    dripping?.closeAllConnections();
    dripping?.close();
  });

  async function ask(name: string, world: World, question: object = {}) {
    asking.answer(world);
    const before = asking.requests.length;
    const { status, body } = await asking.ask(name, '1.5.0', question);
    answers.push(JSON.stringify(body));
    return { status, body, asked: asking.requests.slice(before) };
  }
  const good: World = ({ form }) =>
    form.query ? vector('0') : { json: { ok: true } };
  const denied = (outcome: string, code: string) => ({
    decision: 'deny',
    canDeploy: false,
    outcomes: [{ outcome, reason: { code } }],
  });

  describe('PromQL', () => {
    it('a version that is a query is refused', async () => {
      const { status, asked } = await ask('version', good, { version: ATTACK });
      expect([status, asked]).toEqual([400, []]);
    });

    it('a commit that is a query is refused, or is one text', async () => {
      const { status, asked } = await ask('commit', good, { commit: ATTACK });
      expect([status, asked]).toEqual([400, []]);
    });

    it.each(['label', 'text'])(
      'a parameter (%s) that is a query stays within its quotes',
      async name => {
        const { body, asked } = await ask(name, ({ form }) =>
          /[^\\]"} or vector/.test(form.query) ? vector('0') : vector(),
        );
        expect(body).toMatchObject(denied('inconclusive', 'no_value'));
        expect(asked.map(({ form }) => form.query)).toEqual([
          'errors{service="1.4.2\\"} or vector(0) or up{x=\\""}',
        ]);
      },
    );

    it('a text outside of quotes is not asked at all', async () => {
      const { body, asked } = await ask('bare', good);
      expect(body).toMatchObject(denied('error', 'probe_failed'));
      expect(asked).toEqual([]);
    });
  });

  describe('addresses', () => {
    it.each(Object.entries(ESCAPES))(
      'a path is refused before anybody is asked: %s, %s',
      async (name, path) => {
        const { body, asked } = await ask(name, good);
        expect(body).toMatchObject(denied('error', 'probe_failed'));
        expect(asked).toEqual([]);
        const lint = await asking.plugin.lint({
          policy: makePolicy([http(path)]),
        });
        expect(lint.body.valid).toBe(
          path.startsWith('/%') || path.startsWith('/..'),
        );
      },
    );

    it.each(['..', '../../admin', '%2e%2e/admin', 'a/../..'])(
      'a ticket does not leave its place: %s',
      async ticket => {
        const { status, asked } = await ask('ticket', () => ({ json: {} }), {
          ticket,
        });
        expect([200, 400]).toContain(status);
        expect(
          asked.filter(({ path }) => !/^\/changes\/[^/]+$/.test(path)),
        ).toEqual([]);
      },
    );

    it('a redirect to another host is not followed', async () => {
      const other = await startLoopbackSource(() => ({ json: { ok: true } }));
      const { body } = await ask('state', () => ({
        status: 302,
        headers: { location: `${other.url}/state` },
      }));
      await other.close();
      expect(body).toMatchObject(denied('error', 'probe_failed'));
      expect(other.requests).toEqual([]);
    });

    it('a private address is not asked unless app-config says so', async () => {
      const { body, asked } = await ask('public', good);
      expect(body).toMatchObject(denied('error', 'source_refused'));
      expect(asked).toEqual([]);
    });
  });

  describe('sources', () => {
    it('5 MiB are not read', async () => {
      const text = `{"ok": true, "x": "${'x'.repeat(OVERSIZED)}"}`;
      const { body } = await ask('state', () => ({ text }), { commit: 'c1' });
      expect(body).toMatchObject(denied('error', 'probe_failed'));
    });

    it('one that never answers is waited for as long as the gate says', async () => {
      const before = Date.now();
      const { body } = await ask('state', () => undefined, { commit: 'c2' });
      expect(body).toMatchObject(denied('error', 'timed_out'));
      expect(Date.now() - before).toBeLessThan(6_000);
    });

    it('one that answers a byte at a time is waited for as long as the gate says', async () => {
      const before = Date.now();
      const { body } = await ask('dripping', good);
      expect(body).toMatchObject(denied('error', 'timed_out'));
      expect(Date.now() - before).toBeLessThan(6_000);
    });

    const SAID = [200, 400, 401, 403, 404, 422, 429, 500, 503];
    it.each(SAID)(
      'one that answers %i and repeats what it was asked with gives nothing away',
      async status => {
        const world: World = ({ headers: { authorization: error } }) => ({
          status,
          json: { status: 'error', errorType: error, error, ok: error },
        });
        for (const name of ['state', 'version']) {
          const { body, asked } = await ask(name, world, {
            commit: `c${status}`,
          });
          expect(body).toMatchObject({ decision: 'deny', canDeploy: false });
          expect(asked.length).toBeGreaterThan(0);
          expect(JSON.stringify(body)).not.toContain(
            SOURCE_SECRET.split(' ')[1],
          );
        }
      },
    );
  });

  describe('policies', () => {
    it.each([
      ['aliases that blow up', { yaml: BOMB }],
      ['lists in lists', { yaml: '['.repeat(50_000) + ']'.repeat(50_000) }],
      ['objects in objects', { yaml: '{a: '.repeat(20_000) }],
      [
        'indentation without end',
        {
          yaml: Array.from(
            { length: 400 },
            (_, at) => `${' '.repeat(at)}a:`,
          ).join('\n'),
        },
      ],
      ['a key of the prototype', { yaml: '__proto__: { kind: GatePolicy }' }],
      ['no policy at all', { policy: { kind: 'GatePolicy' } }],
      [
        'a regular expression that never ends',
        {
          policy: makePolicy([alerts('service=~"(a+)+$"')]),
        },
      ],
      [
        'a condition of parentheses',
        {
          policy: makePolicy([
            {
              ...reportedGate,
              when: `${'('.repeat(249)}true${')'.repeat(247)}`,
            },
          ]),
        },
      ],
      [
        'a condition of exclamations',
        {
          policy: makePolicy([{ ...reportedGate, when: '!'.repeat(499) }]),
        },
      ],
      [
        'a condition of brackets',
        {
          policy: makePolicy([{ ...reportedGate, when: '['.repeat(499) }]),
        },
      ],
      [
        'a condition that calls',
        {
          policy: makePolicy([
            { ...reportedGate, when: "entity.constructor('return process')()" },
          ]),
        },
      ],
      [
        'more gates than any policy',
        {
          policy: makePolicy(Array.from({ length: 201 }, () => reportedGate)),
        },
      ],
    ])('lint says what is wrong with %s, soon', async (_, draft) => {
      const before = Date.now();
      const { status, body } = await asking.plugin.lint(draft);
      expect(status).toBe(200);
      expect(body.valid).toBe(false);
      expect(body.findings.length).toBeGreaterThan(0);
      expect(Date.now() - before).toBeLessThan(5_000);
    });

    it.each([
      ['of more than 100,000 characters', 100_001, 400],
      ['of more than the door takes', 12 * 1024 * 1024, 413],
    ])('a document %s is refused', async (_, length, status) => {
      const answer = await asking.plugin.lint({ yaml: 'a'.repeat(length) });
      expect(answer.status).toBe(status);
    });

    it.each([
      'limit-wide',
      'limit-endless',
      'limit-none',
      'limit-list',
      'limit-bomb',
      'limit-broken',
    ])('no annotation loosens a limit: %s', async name => {
      const { status, body } = await ask(name, () => vector('0.1'));
      expect([200, 400]).toContain(status);
      expect(body.canDeploy ?? false).toBe(false);
      expect(body.decision ?? 'deny').toBe('deny');
    });

    it('an annotation sets a limit as far as the policy lets it', async () => {
      asking.answer(() => vector('0.1'));
      const { body } = await asking.ask('limit-allowed', '1.5.0');
      expect(body).toMatchObject({ decision: 'allow', canDeploy: true });
    });

    it.each(['pattern', 'when'])(
      'one that was believed all the same decides nothing: %s',
      async name => {
        await asking.report(name, '1.5.0');
        const { body, asked } = await ask(name, good);
        expect(body).toMatchObject(denied('error', 'probe_failed'));
        expect(asked).toEqual([]);
      },
    );
  });

  it('nobody has seen a secret, nor is one kept', async () => {
    const hostile = Object.keys(POLICIES).filter(
      name => name !== 'limit-allowed',
    );
    for (const name of hostile) {
      const path = `/entities/component/default/${name}`;
      for (const about of ['evaluations', 'gates', 'policy']) {
        const { body } = await asking.plugin.read(`${path}/${about}`);
        answers.push(JSON.stringify(body));
      }
    }
    expect(answers.length).toBeGreaterThan(50);
    const told = answers.join('\n');
    expect(told).not.toContain(SOURCE_SECRET.split(' ')[1]);
    expect(told).not.toContain('"canDeploy":true');
  });
});
