import type { Delivery } from '../Delivery';

/**
 * A delivery for tests: JSON of `body` (or the bytes themselves) as source `test` sent it. `receivedAt` is fixed, as
 * no source may read it.
 */
export function deliver(
  kind: string,
  body: unknown,
  rest: Partial<Delivery> = {},
): Delivery {
  return {
    source: 'test',
    kind,
    sender: null,
    headers: {},
    body:
      body instanceof Uint8Array
        ? body
        : new TextEncoder().encode(JSON.stringify(body)),
    receivedAt: 0,
    ...rest,
  };
}
