import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify, stripVTControlCharacters } from 'node:util';
import type {
  Accepted,
  DeliveryInfo,
  Page,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  freshRequest,
  mutateRequest,
  type SentRequest,
} from './mutations/mutatePayload';
import { createRandom } from './mutations/random';
import { filePayloads, plainPayloads } from './payloads/ingest';
import { otlpPayloads } from './payloads/otlp';
import type { Payload } from './payloads/Payload';
import { RECORDED, webhookConfig, webhookPayloads } from './payloads/webhooks';
import { createPortal, type Portal } from './portal';
import { engines, INGEST_TOKEN } from './portalHome';
import { sendRequest } from './sendRequest';

const QUICK = Boolean(process.env.QG_TEST_QUICK);
/** All that is sent to an engine. SQLite is where PostgreSQL is not: what they refuse differs, the doors do not. */
const MUTANTS = QUICK ? 5_000 : Number(process.env.QG_TEST_MUTANTS ?? 100_000);
/** After the first, and after the last of them the memory is measured. */
const WINDOW = MUTANTS / 10;
const SENDERS = 24;
const SEED = 2025;
/** Documented of OTLP/HTTP, for which openapi.json has `default`. */
const OTLP_STATUSES = [200, 400, 401, 403, 404, 405, 413, 415, 429, 503];
const CHECKOUT = {
  name: 'checkout',
  source: 'https://github.com/acme/checkout',
};

interface OpenApi {
  readonly paths: Readonly<
    Record<string, { readonly post?: { readonly responses: object } }>
  >;
}

/** Statuses that openapi.json names for a door. */
async function readStatuses(portal: Portal): Promise<Map<string, string[]>> {
  const { paths } = await portal.read<OpenApi>('/openapi.json');
  return new Map(
    Object.entries(paths).map(([door, { post }]) => [
      door,
      door.startsWith('/otlp')
        ? OTLP_STATUSES.map(String)
        : Object.keys(post?.responses ?? {}),
    ]),
  );
}

/** Sends so many requests, some at a time; counts the answers of each door by status. */
async function sendMany(
  portal: Portal,
  numbers: readonly [from: number, to: number],
  make: (n: number) => { readonly door: string; readonly sent: SentRequest },
) {
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  const statuses = await readStatuses(portal);
  let next = numbers[0];
  const sender = async () => {
    while (next < numbers[1]) {
      const n = next++;
      const { door, sent } = make(n);
      const { path, headers, body } = sent;
      const { status } = await sendRequest(
        portal.baseUrl + path,
        headers,
        body,
      ).catch(error => ({ status: String(error) }));
      counts.set(`${status}`, (counts.get(`${status}`) ?? 0) + 1);
      if (!statuses.get(door)?.includes(String(status))) {
        wrong.push(`${n} ${path}: ${status}`);
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return { counts, wrong };
}

async function workedOff(portal: Portal) {
  const waiting = () =>
    portal.read<Page<DeliveryInfo>>('/deliveries?state=received&limit=1');
  while ((await waiting()).items.length > 0) await sleep(100);
}

/** What the process holds in memory when nothing is under way and nothing is left to collect. */
async function residentMiB(portal: Portal): Promise<number> {
  await workedOff(portal);
  for (let n = 0; n < 3; n++) {
    process.kill(portal.pid(), 'SIGUSR2');
    await sleep(500);
  }
  const { stdout } = await promisify(execFile)('ps', [
    ...['-o', 'rss=', '-p', String(portal.pid())],
  ]);
  return Number(stdout) / 1024;
}

/** What becomes of a valid payload: the state of its delivery, or the answer to OTLP. */
async function fateOf(portal: Portal, payload: Payload, n: number) {
  const { path, headers, body } = freshRequest(payload, n);
  const answer = await sendRequest(portal.baseUrl + path, headers, body);
  if (answer.status !== 202) {
    return `${payload.name}: ${answer.status} ${answer.body.toString()}`;
  }
  const { deliveryId } = JSON.parse(answer.body.toString()) as Accepted;
  for (;;) {
    const { state, reason = '' } = await portal.read<DeliveryInfo>(
      `/deliveries/${deliveryId}`,
    );
    if (state !== 'received') return `${payload.name}: ${state} ${reason}`;
    await sleep(50);
  }
}

/** Those of a row one after the other: facts of the first must not change what becomes of the second. */
async function fatesOf(portal: Portal, payloads: Payload[], first: number) {
  const fates: string[] = [];
  for (const payload of payloads) {
    fates.push(await fateOf(portal, payload, first + fates.length));
  }
  return fates;
}

/** The same once the plugin has read the catalog, which it does some time after its start: what comes twice in a row. */
async function settledFatesOf(
  portal: Portal,
  payloads: Payload[],
  first: number,
) {
  let before: string[] = [];
  for (let next = first; ; next += payloads.length) {
    const fates = await fatesOf(portal, payloads, next);
    if (fates.join() === before.join()) return fates;
    before = fates;
    await sleep(2_000);
  }
}

/**
 * What the log says at the level of errors: something that nobody expected happened, however it was answered. That the
 * database was too slow for a moment is no such thing; the sender was told to come again.
 */
function complaints(portal: Portal): string[] {
  const lines = stripVTControlCharacters(portal.output()).split('\n');
  return lines.filter(
    line =>
      /^\S+ \S+ error /.test(line) && !line.includes('failed with status 503'),
  );
}

describe.each(engines().slice(-1))('on $name', engine => {
  it(`answers ${MUTANTS} damaged requests over all doors as documented, within its memory, and understands valid ones after`, async () => {
    const portal = await createPortal({
      engine,
      components: [CHECKOUT],
      logLevel: 'warn',
      nodeArguments: [
        ...['--expose-gc', '--require', join(__dirname, 'collectGarbage.js')],
      ],
      config: {
        sources: webhookConfig(),
        ingest: {
          tokens: [{ name: 'ci', token: INGEST_TOKEN }],
          requestsPerSecond: 0,
          maxBodyMiB: 1,
        },
      },
    });
    const payloads = [
      ...otlpPayloads(),
      ...webhookPayloads(),
      ...plainPayloads(),
      ...filePayloads(),
    ];
    const doors = [...new Set(payloads.map(({ path }) => path))];
    const mutant = (n: number) => {
      const random = createRandom(SEED + n);
      const path = random.pick(doors);
      const payload = random.pick(payloads.filter(one => one.path === path));
      return { door: payload.door, sent: mutateRequest(payload, n, random) };
    };
    try {
      await portal.start();
      const own = payloads.filter(({ name }) => !name.startsWith(RECORDED));
      const before = await settledFatesOf(portal, own, MUTANTS);
      expect(before.filter(fate => /: (?:failed|[45])/.test(fate))).toEqual([]);

      const first = await sendMany(portal, [0, WINDOW], mutant);
      const early = await residentMiB(portal);
      const rest = await sendMany(portal, [WINDOW, MUTANTS], mutant);
      const late = await residentMiB(portal);

      expect([...first.wrong, ...rest.wrong]).toEqual([]);
      // A door that is closed most of the time would prove nothing.
      expect(rest.counts.get('503') ?? 0).toBeLessThan(MUTANTS / 100);
      expect(complaints(portal)).toEqual([]);
      expect(late / early).toBeLessThan(1.2);
      const after = await fatesOf(portal, own, 4 * MUTANTS);
      expect(after).toEqual(before);
    } finally {
      await portal.dispose();
    }
  }, 900_000);
});
