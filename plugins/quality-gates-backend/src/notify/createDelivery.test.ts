import { mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import {
  SourceUnavailableError,
  type Notice,
  type Notifier,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { ASKED_AT, makeEvaluation } from './__testUtils__/makeEvaluation';
import { createStoredOutbox } from './__testUtils__/storedOutbox';
import { createDelivery } from './createDelivery';
import { createNotifierRegistry } from './createNotifierRegistry';

const KEY = 'github:github.com/acme/payments/7';
const EVENT = {
  id: 'verdict-changed:evaluation-1',
  kind: 'verdict-changed',
  entityRef: 'component:default/payments',
  payload: {
    evaluationId: 'evaluation-1',
    environment: 'production',
    phase: 'pre-deploy',
    trigger: `deployment-request:production:${KEY}`,
  },
};

function notifier(id: string, tell: (notice: Notice) => Promise<void>) {
  return { id, handles: ['verdict-changed'], notify: tell } satisfies Notifier;
}

/** Replicas that share an outbox and a clock, with a request that was made at `askedAt`. */
async function setup(notifiers: Notifier[], askedAt: number = ASKED_AT) {
  const outbox = await createStoredOutbox();
  const clock = { now: ASKED_AT };
  const ended: string[] = [];
  const replica = () =>
    createDelivery({
      outbox,
      notifiers: createNotifierRegistry(notifiers),
      readEvaluation: async id =>
        id === 'evaluation-1' ? makeEvaluation() : undefined,
      readRequest: async (_, key) => ({
        key,
        at: askedAt,
        data: { id: '7', environment: 'production' },
      }),
      maxAge: 900_000,
      counters: { ended: (to, end) => ended.push(`${to} ${end}`) },
      logger: mockServices.logger.mock(),
      now: () => clock.now,
    });
  /** Lets a replica work until nothing is due. */
  const work = async (one = replica()) => {
    one.wake();
    await new Promise(resolve => setTimeout(resolve, 60));
    await one.stop();
  };
  return { outbox, clock, ended, replica, work };
}

describe('createDelivery', () => {
  it('tells everybody who wants it, with the evaluation and the request, under an id of their own', async () => {
    const told: [string, Notice][] = [];
    const { outbox, work, ended } = await setup([
      notifier('a', async notice => {
        told.push(['a', notice]);
      }),
      {
        ...notifier('b', async notice => {
          told.push(['b', notice]);
        }),
        wants: ({ trigger }) => trigger === KEY,
      },
      { ...notifier('c', async () => {}), wants: () => false },
    ]);
    await outbox.add(EVENT, ASKED_AT);
    await work();
    expect(told.map(([to, { id, request }]) => [to, id, request?.key])).toEqual(
      [
        ['a', 'a:verdict-changed:evaluation-1', KEY],
        ['b', 'b:verdict-changed:evaluation-1', KEY],
      ],
    );
    expect(ended.sort()).toEqual(['a sent', 'b sent']);
    expect(new Set((await outbox.rows()).map(({ state }) => state))).toEqual(
      new Set(['sent']),
    );
  });

  it('tries again only the one that could not be told, under the same id, and not before it may', async () => {
    const told: string[] = [];
    let limited = true;
    const { outbox, clock, work } = await setup([
      notifier('a', async ({ id }) => {
        told.push(id);
      }),
      notifier('b', async ({ id }) => {
        told.push(id);
        if (limited) {
          throw new SourceUnavailableError('too many', {
            trouble: '429',
            retryAfterMs: 600_000,
          });
        }
      }),
    ]);
    await outbox.add(EVENT, ASKED_AT);
    await work();
    limited = false;
    clock.now += 599_000;
    await work();
    expect(told).toHaveLength(2);
    clock.now += 1_000;
    await work();
    expect(told.slice(2)).toEqual(['b:verdict-changed:evaluation-1']);
  });

  it('gives up at once what is final, and keeps why', async () => {
    const { outbox, work, ended } = await setup([
      notifier('a', async () => {
        throw new InputError('not ours');
      }),
    ]);
    await outbox.add(EVENT, ASKED_AT);
    await work();
    expect(await outbox.row(`a:${EVENT.id}`)).toMatchObject({
      state: 'failed',
      lastError: 'not ours',
    });
    expect(ended).toEqual(['a failed']);
  });

  it('gives up after twelve tries', async () => {
    let tries = 0;
    const { outbox, clock, work } = await setup([
      notifier('a', async () => {
        tries += 1;
        throw new Error('away');
      }),
    ]);
    await outbox.add(EVENT, ASKED_AT);
    for (let round = 0; round < 20; round += 1) {
      await work();
      clock.now += 3_600_000;
    }
    expect(tries).toBe(12);
    expect((await outbox.row(`a:${EVENT.id}`))?.state).toBe('failed');
  });

  it('goes on with what a replica had taken when it died, under the same id', async () => {
    const told: string[] = [];
    const { outbox, clock, work } = await setup([
      notifier('a', async ({ id, attempt }) => {
        told.push(`${id} ${attempt}`);
      }),
    ]);
    await outbox.add(
      { ...EVENT, id: 'x', kind: 'verdict-changed/a' },
      ASKED_AT,
    );
    // Taken, and never settled.
    await outbox.takeNotices({ now: clock.now, leaseMs: 60_000, limit: 20 });
    await work();
    expect(told).toEqual([]);
    clock.now += 60_000;
    await work();
    expect(told).toEqual(['x 2']);
  });

  it.each([
    ['a request that was too old when it was understood', -900_001, EVENT],
    [
      'an evaluation that is kept no more',
      0,
      { ...EVENT, payload: { ...EVENT.payload, evaluationId: 'gone' } },
    ],
    ['a type that nobody handles', 0, { ...EVENT, kind: 'gate-claimed' }],
    ['a notifier that is gone', 0, { ...EVENT, kind: 'verdict-changed/z' }],
  ])('tells nobody of %s', async (_, age, event) => {
    const tell = jest.fn(async () => {});
    const { outbox, work } = await setup([notifier('a', tell)], ASKED_AT + age);
    await outbox.add(event, ASKED_AT);
    await work();
    expect(tell).not.toHaveBeenCalled();
    for (const { state } of await outbox.rows()) expect(state).toBe('sent');
  });

  it('keeps the order of one entity, and lets others pass one that is slow', async () => {
    const told: string[] = [];
    const { outbox, replica } = await setup([
      notifier('a', async ({ id }) => {
        if (id === 'first') await new Promise(done => setTimeout(done, 40));
        told.push(id);
      }),
    ]);
    const kind = 'verdict-changed/a';
    await outbox.add({ ...EVENT, kind, id: 'first' }, ASKED_AT);
    await outbox.add({ ...EVENT, kind, id: 'second' }, ASKED_AT);
    const entityRef = 'component:default/cart';
    await outbox.add({ ...EVENT, kind, id: 'other', entityRef }, ASKED_AT);
    const one = replica();
    one.wake();
    await new Promise(resolve => setTimeout(resolve, 90));
    await one.stop();
    expect(told).toEqual(['other', 'first', 'second']);
  });
});
