import type {
  Fact,
  FactOf,
  FactType,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { AttributedFact, NewDelivery } from '../types';

/** 2025-03-10T12:00:00Z, and n minutes after it. */
export function minute(n: number): number {
  return Date.UTC(2025, 2, 10, 12) + n * 60_000;
}

/** The entity that facts of tests belong to when nothing else is said. */
export const CHECKOUT = 'component:default/checkout';

/** A fact with what a test does not care about filled in. */
export function makeFact<T extends FactType>(
  type: T,
  key: string,
  data: FactOf<T>['data'],
  rest: Partial<Omit<Fact, 'type' | 'key' | 'data'>> = {},
): Fact {
  return {
    type,
    key,
    data,
    subject: {},
    channel: 'plain',
    at: minute(0),
    phase: 'terminal',
    ...rest,
  } as Fact;
}

/** A deployment that reached production. */
export function makeDeployment(
  key: string,
  finishedAt: number,
  data: Partial<FactOf<'deployment'>['data']> = {},
  rest: Partial<Omit<Fact, 'type' | 'key' | 'data'>> = {},
): Fact {
  return makeFact(
    'deployment',
    key,
    {
      id: key,
      environment: 'production',
      status: 'success',
      result: 'success',
      finishedAt,
      ...data,
    },
    { at: finishedAt, ...rest },
  );
}

/** The fact as attribution gives it to the store. */
export function owned(
  fact: Fact,
  ...entityRefs: readonly string[]
): AttributedFact {
  return {
    fact,
    attribution: { entityRefs: entityRefs.length ? entityRefs : [CHECKOUT] },
  };
}

/** The fact when attribution found nobody. */
export function orphaned(fact: Fact): AttributedFact {
  return { fact, attribution: { entityRefs: [], reason: 'no-match' } };
}

/** A delivery with a body of one word. */
export function makeDelivery(
  externalId: string,
  rest: Partial<Omit<NewDelivery, 'body'>> & { body?: string } = {},
): NewDelivery {
  const { body = externalId, ...given } = rest;
  return {
    source: 'plain/ci',
    kind: 'deployments',
    sender: 'ci',
    headers: {},
    receivedAt: minute(0),
    ...given,
    externalId,
    body: Buffer.from(body),
  };
}
