import { InputError } from '@backstage/errors';

/** More than any answer a gate decides by. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** What the client calls it. */
const TOO_LARGE = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';

/** The header and body of an answer, as far as they are read. */
export interface JsonAnswer {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Of a client that reads no more than {@link MAX_BODY_BYTES}. */
  readonly body: { text(): Promise<string> };
}

/**
 * What an answer holds; undefined for an empty body. Throws InputError when it is larger than {@link MAX_BODY_BYTES},
 * compressed, or no JSON. The body itself is in no message; `redact` sees it first.
 */
export async function readJson(
  { headers, body }: JsonAnswer,
  where: string,
  redact: (text: string) => string = text => text,
): Promise<unknown> {
  const text = await body.text().catch(error => {
    if (error.code !== TOO_LARGE) throw error;
    throw new InputError(`${where} answered with more than 4 MiB`);
  });
  if (text === '') return undefined;
  const type = String(headers['content-type'] ?? '')
    .split(';')[0]
    .trim()
    .toLowerCase();
  if (type !== 'application/json' && !type.endsWith('+json')) {
    // What the source calls its answer goes into the message, so only a media type may.
    const named = /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,60}$/.test(type)
      ? type
      : 'no type';
    throw new InputError(`${where} answered with ${named} instead of JSON`);
  }
  const coding = headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity') {
    throw new InputError(`${where} compressed its answer without being asked`);
  }
  try {
    return JSON.parse(redact(text));
  } catch {
    // The parser's own message quotes the body.
    throw new InputError(`${where} answered with JSON that cannot be read`);
  }
}
