import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { GateKind, Measurement } from '../GateKind';
import { createGateSource } from '../gateSource/createGateSource';
import { createProbeContext } from './createProbeContext';
import type { GateKindCase, GateKindCases } from './GateKindCases';
import {
  startLoopbackSource,
  type LoopbackAnswer,
  type LoopbackSource,
} from './startLoopbackSource';

/** In each source's headers; must come back from nowhere. */
const SECRET = 'a-token-that-nobody-may-see';
const MAX_EVIDENCE_BYTES = 64 * 1024;
/** How long a probe may take to notice that nobody waits any more. */
const PATIENCE_MS = 300;
const SLOW_MS = 5_000;

interface Look {
  readonly measurement?: Measurement;
  readonly error?: Error;
  readonly source: LoopbackSource;
}

/**
 * Registers the tests that every kind of gate must pass, as a Jest `describe` block: parameters, a value, nothing, no
 * number, two series, and for kinds that ask a source 401, 429 with Retry-After, 500, a timeout, 5 MiB, a redirect and
 * HTML with 200, all from a real HTTP server on this machine through the real client. Call it at the top of a test
 * file; it uses Jest's globals and nothing else.
 *
 * @example
 * ```ts
 * describeGateKind(waitTimer, { params: { minutes: 15 }, value: { title: 'counts down', … }, empty: { … } })
 * ```
 */
// A kit is a test that others import: it cannot but export.
// eslint-disable-next-line jest/no-export
export function describeGateKind(kind: GateKind, cases: GateKindCases): void {
  describe(`gate kind ${kind.kind} keeps the contract of gate kinds`, () => {
    describeParams(kind, cases);
    describeMeasurements(kind, cases);
    describeNothing(kind, cases);
    if (cases.sources) describeTroubles(kind, cases);
  });
}

function describeParams(kind: GateKind, cases: GateKindCases) {
  it('has an id in kebab-case and a title', () => {
    expect(kind.kind).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(kind.title).not.toBe('');
  });

  it('takes its parameters, and no key that it does not know', () => {
    const params = cases.params as object;
    expect(kind.params.safeParse(params).error).toBeUndefined();
    expect(
      kind.params.safeParse({ ...params, noSuchKeyAnywhere: 1 }).success,
    ).toBe(false);
  });

  it('describes its parameters as JSON Schema', () => {
    expect(
      z.toJSONSchema(kind.params, { target: 'draft-7', io: 'input' }),
    ).toMatchObject({ type: 'object' });
  });

  it('finds no error in its own parameters, and knows their sources', () => {
    const errors = kind
      .lint(cases.params)
      .filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
    const named = kind.sources(cases.params).map(({ id, type }) => [id, type]);
    expect(Object.fromEntries(named)).toEqual(cases.sources ?? {});
    // A kind that can ask a source is shown sources that are in trouble.
    expect(cases.sources !== undefined).toBe(kind.sourceTypes.length > 0);
    // A type that no kind names may not stand in app-config.
    const types = Object.values(cases.sources ?? {});
    expect(kind.sourceTypes).toEqual(expect.arrayContaining(types));
  });

  for (const { title, params } of cases.wrongParams ?? []) {
    it(`refuses ${title}`, () => {
      expect(kind.params.safeParse(params).success).toBe(false);
    });
  }
}

function describeMeasurements(kind: GateKind, cases: GateKindCases) {
  const { value, empty, nan, twoSeries, more = [] } = cases;
  const all = [value, empty, nan, twoSeries, ...more].filter(
    one => one !== undefined,
  );
  it.each(all.map(one => [one.title, one] as const))('%s', async (_, one) => {
    const { measurement, error } = await lookAt(kind, cases, one);
    if (error && !one.throws) throw error;
    expect(error?.name).toBe(one.throws);
    expect(measurement ?? {}).toMatchObject(one.measurement ?? {});
    if (measurement) expectKeepable(measurement);
  });

  it('holds every value against a limit, and says in a sentence what it saw', async () => {
    const { measurement } = await lookAt(kind, cases, value);
    expect(measurement?.summary).toMatch(/\S \S/);
    expect(measurement?.readings.length ?? 0).toBeGreaterThan(0);
    for (const { limits } of measurement?.readings ?? []) {
      expect(limits.warn ?? limits.fail).toEqual(expect.any(Number));
    }
  });

  it('sees the same when it looks again', async () => {
    const first = await lookAt(kind, cases, value);
    const second = await lookAt(kind, cases, value);
    expect(withoutPort(second)).toEqual(withoutPort(first));
  });
}

function describeNothing(kind: GateKind, cases: GateKindCases) {
  const { empty, nan, twoSeries } = cases;
  const nothing = [empty, nan, twoSeries].filter(one => one !== undefined);
  it.each(nothing.map(one => [one.title, one] as const))(
    'leaves nothing that could pass: %s',
    async (_, one) => {
      const { measurement } = await lookAt(kind, cases, one);
      const numbers = (measurement?.readings ?? [])
        .map(reading => reading.value)
        .filter(number => number !== null && Number.isFinite(number));
      const undecided = Boolean(measurement?.undecided ?? measurement?.pending);
      const failed = Boolean(one.throws);
      expect(undecided || failed || numbers.length === 0).toBe(true);
    },
  );
}

const html = (text: string): LoopbackAnswer => ({
  text,
  headers: { 'content-type': 'text/html' },
});

function describeTroubles(kind: GateKind, cases: GateKindCases) {
  const look = (answer: GateKindCase['answer'], patienceMs?: number) =>
    lookAt(kind, cases, { ...cases.value, answer }, patienceMs);

  it.each([
    ['401', { status: 401 }, 'NotAllowedError'],
    ['403', { status: 403 }, 'NotAllowedError'],
    ['500', { status: 500 }, 'ServiceUnavailableError'],
    [
      '503 without JSON',
      { status: 503, text: 'busy' },
      'ServiceUnavailableError',
    ],
    ['HTML with 200', html('<p>Sign in</p>'), 'InputError'],
    ['5 MiB', { text: `"${'x'.repeat(5 * 1024 * 1024)}"` }, 'InputError'],
    ['JSON that ends in the middle', { text: '{"a":[1,' }, 'InputError'],
  ] as const)(
    'could not look when the source answers %s',
    async (_, answer, name) => {
      const { error } = await look(() => answer);
      expect(error?.name).toBe(name);
      expect(String(error)).not.toContain(SECRET);
    },
  );

  it('says how long a source that answers 429 wants to be left alone', async () => {
    const { error } = await look(() => ({
      status: 429,
      headers: { 'retry-after': '7' },
    }));
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      retryAfterMs: 7_000,
    });
  });

  it('follows no redirect', async () => {
    const { error, source } = await look(({ path }) =>
      path === '/elsewhere'
        ? { json: {} }
        : { status: 302, headers: { location: '/elsewhere' } },
    );
    expect(error?.name).toBe('InputError');
    expect(source.requests.map(({ path }) => path)).not.toContain('/elsewhere');
  });

  it('stops looking when nobody waits any more', async () => {
    const startedAt = Date.now();
    const { error } = await look(() => undefined, PATIENCE_MS);
    expect(error).toBeDefined();
    expect(Date.now() - startedAt).toBeLessThan(SLOW_MS);
  });

  it('could not look when any one of its requests fails', async () => {
    const { source } = await lookAt(kind, cases, cases.value);
    expect(source.requests.length).toBeGreaterThan(0);
    for (let failing = 0; failing < source.requests.length; failing++) {
      let asked = 0;
      const { error } = await look(request =>
        asked++ === failing ? { status: 500 } : cases.value.answer?.(request),
      );
      expect(error?.name).toBe('ServiceUnavailableError');
    }
  });
}

async function lookAt(
  kind: GateKind,
  cases: GateKindCases,
  one: GateKindCase,
  patienceMs = SLOW_MS,
): Promise<Look> {
  const source = await startLoopbackSource(
    one.answer ?? (() => ({ status: 404 })),
  );
  const config = new ConfigReader({
    ...cases.config,
    sources: Object.fromEntries(
      Object.entries(cases.sources ?? {}).map(([id, type]) => [
        id,
        {
          type,
          url: source.url,
          headers: { authorization: `Bearer ${SECRET}` },
          allowPrivateAddress: true,
        },
      ]),
    ),
  });
  const waits = new AbortController();
  const waiting = setTimeout(
    () => waits.abort(new DOMException('Nobody waits', 'TimeoutError')),
    patienceMs,
  );
  try {
    const probe = kind.setup({
      config,
      source: (id, type) => {
        if (cases.sources?.[id] !== type) {
          throw new InputError(`There is no source ${id} of type ${type}`);
        }
        return createGateSource(id, config.getConfig(`sources.${id}`));
      },
    });
    const context = createProbeContext(one.params ?? cases.params, {
      ...cases.context,
      ...one.context,
      signal: waits.signal,
    });
    return { measurement: await probe(context), source };
  } catch (error) {
    return { error: error as Error, source };
  } finally {
    clearTimeout(waiting);
    await source.close();
  }
}

/** Evidence is stored: small, plain, without secrets. */
function expectKeepable(measurement: Measurement) {
  const text = JSON.stringify(measurement);
  expect(text).not.toContain(SECRET);
  expect(JSON.stringify(measurement.evidence ?? {}).length).toBeLessThan(
    MAX_EVIDENCE_BYTES,
  );
  if (measurement.evidenceUrl !== undefined) {
    expect(measurement.evidenceUrl).toMatch(/^https?:\/\//);
  }
}

/** Each look has a server of its own. */
function withoutPort({ measurement, error }: Look): string {
  return JSON.stringify(measurement ?? String(error)).replace(
    /127\.0\.0\.1(:|%3A)\d+/g,
    'loopback',
  );
}
