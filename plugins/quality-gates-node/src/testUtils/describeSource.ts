import type { PlainIngress, Source, WebhookIngress } from '../Source';
import type { SignedCase, SourceCases } from './SourceCases';

/**
 * Registers the tests that every source must pass, as a Jest `describe` block: golden facts, the same delivery twice,
 * unknown events, malformed bodies and, for webhooks, tampered bodies and missing proofs. Call it at the top of a test
 * file; it uses Jest's globals and nothing else.
 *
 * @example
 * ```ts
 * describeSource(acme, { golden: [{ title: 'a build is a run', delivery, facts }], malformed: [...], signed })
 * ```
 */
// A kit is a test that others import: it cannot but export.
// eslint-disable-next-line jest/no-export
export function describeSource(source: Source, cases: SourceCases): void {
  describe(`source ${source.id} keeps the contract of sources`, () => {
    describeFacts(source, cases);
    describeRefusals(source, cases);
    const webhook = source.ingress.find(isWebhook);
    if (webhook) describeWebhook(webhook, cases.signed);
    const plain = source.ingress.filter(isPlain).map(({ door }) => door);
    it('names each of its plain doors once', () => {
      expect(plain).toEqual([...new Set(plain)]);
    });
  });
}

function describeFacts(source: Source, { golden }: SourceCases) {
  it('has an id in kebab-case', () => {
    expect(source.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it.each(golden.map(one => [one.title, one] as const))(
    '%s',
    (_, { delivery, facts }) => {
      expect(source.normalise(delivery)).toEqual(facts);
    },
  );

  it.each(golden.map(one => [one.title, one] as const))(
    'twice is once, whenever it arrives: %s',
    (_, { delivery }) => {
      const body = Uint8Array.from(delivery.body);
      const first = source.normalise(delivery);
      const later = {
        ...delivery,
        receivedAt: delivery.receivedAt + 86_400_000,
      };
      expect(source.normalise(later)).toEqual(first);
      expect(Uint8Array.from(delivery.body)).toEqual(body);
    },
  );

  it.each(golden.map(one => [one.title, one] as const))(
    'every fact has a key, a subject and whole milliseconds: %s',
    (_, { delivery }) => {
      for (const fact of source.normalise(delivery)) {
        expect(fact.key).not.toBe('');
        expect(fact.subject).toBeDefined();
        expect(Number.isSafeInteger(fact.at)).toBe(true);
      }
    },
  );
}

function describeRefusals(source: Source, cases: SourceCases) {
  const { golden, ignored = [], malformed } = cases;
  const unknown = {
    title: 'an event nobody has heard of',
    delivery: { ...golden[0].delivery, kind: 'no-such-event-anywhere' },
  };
  it.each([...ignored, unknown].map(one => [one.title, one] as const))(
    'says nothing about %s',
    (_, { delivery }) => {
      expect(source.normalise(delivery)).toEqual([]);
    },
  );

  it.each(malformed.map(one => [one.title, one] as const))(
    'refuses for good %s',
    (_, { delivery, names }) => {
      const error = thrownBy(() => source.normalise(delivery));
      expect(error).toMatchObject({ name: 'InputError' });
      expect(String(error)).toMatch(names);
    },
  );

  it.each([
    ['an empty body', ''],
    ['a body that ends in the middle', '{"a":'],
    ['a body of another type', '"text"'],
    ['null', 'null'],
  ])('refuses for good %s', (_, text) => {
    const body = new TextEncoder().encode(text);
    const delivery = { ...golden[0].delivery, body };
    expect(thrownBy(() => source.normalise(delivery))).toMatchObject({
      name: 'InputError',
    });
  });
}

function describeWebhook(
  webhook: WebhookIngress,
  signed: SignedCase | undefined,
) {
  const given = (): SignedCase => {
    if (signed) return signed;
    throw new Error('A source with a webhook needs `signed` in its cases');
  };
  describeProof(webhook, given);
  if (signed?.bodyUnsigned) describeUnsignedBody(webhook, given);
  else describeTampering(webhook, given);
  describeForgery(webhook, given);
}

function describeProof(webhook: WebhookIngress, given: () => SignedCase) {
  it('accepts what the system itself sent', async () => {
    const { request, config } = given();
    await expect(webhook.verify(request, config)).resolves.toBe(true);
  });

  it('reads the kind and the delivery id', () => {
    const { request, kind, externalId } = given();
    expect(webhook.kind(request)).toBe(kind);
    expect(webhook.externalId(request)).toBe(externalId);
  });

  it('names the key to set when nothing is configured to prove with', async () => {
    const { request, unconfigured } = given();
    const refused = webhook.verify(request, unconfigured);
    await expect(refused).rejects.toMatchObject({ name: 'InputError' });
  });

  it('lists the headers it reads in lower case', () => {
    for (const header of webhook.headers) {
      expect(header).toBe(header.toLocaleLowerCase('en-US'));
    }
  });
}

function describeTampering(webhook: WebhookIngress, given: () => SignedCase) {
  it('refuses a body of which any single byte was changed', async () => {
    const { request, config } = given();
    for (const index of [
      0,
      request.body.length >> 1,
      request.body.length - 1,
    ]) {
      const body = Uint8Array.from(request.body);
      body[index] ^= 1;
      const tampered = webhook.verify({ ...request, body }, config);
      await expect(tampered).resolves.toBe(false);
    }
  });

  it('refuses a shorter and an empty body', async () => {
    const { request, config } = given();
    for (const length of [request.body.length - 1, 0]) {
      const body = request.body.slice(0, length);
      const tampered = webhook.verify({ ...request, body }, config);
      await expect(tampered).resolves.toBe(false);
    }
  });
}

/** Checked as well, so that no source with signatures leaves the tests of tampering out by saying it has none. */
function describeUnsignedBody(
  webhook: WebhookIngress,
  given: () => SignedCase,
) {
  it('proves who sent a body, and not the body', async () => {
    const { request, config } = given();
    const other = { ...request, body: new TextEncoder().encode('{}') };
    await expect(webhook.verify(other, config)).resolves.toBe(true);
  });
}

function describeForgery(webhook: WebhookIngress, given: () => SignedCase) {
  it('refuses a missing, an empty and a wrong proof', async () => {
    const { request, config, proofHeader } = given();
    const { [proofHeader]: proof, ...without } = request.headers;
    expect(proof).toBeTruthy();
    for (const headers of [
      without,
      { ...without, [proofHeader]: '' },
      { ...without, [proofHeader]: `${proof}0` },
      { ...without, [proofHeader]: proof.slice(0, -1) },
    ]) {
      const forged = webhook.verify({ ...request, headers }, config);
      await expect(forged).resolves.toBe(false);
    }
  });
}

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

function isWebhook(
  ingress: Source['ingress'][number],
): ingress is WebhookIngress {
  return ingress.type === 'webhook';
}

function isPlain(ingress: Source['ingress'][number]): ingress is PlainIngress {
  return ingress.type === 'plain';
}
