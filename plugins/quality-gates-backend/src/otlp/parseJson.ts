import { InputError } from '@backstage/errors';

/** The value of a JSON body in UTF-8. Throws InputError without a word of the body. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const place = /position \d+/.exec(String(error))?.[0];
    throw new InputError(
      place
        ? `Body is not valid JSON, see ${place}`
        : 'Body is not complete JSON in UTF-8',
    );
  }
}
