import { ResponseError } from '@backstage/errors';

/** What the client throws when the backend answers 403 with these words. */
export function createRefusal(message: string): Promise<ResponseError> {
  const body = {
    error: { name: 'NotAllowedError', message },
    response: { statusCode: 403 },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status: 403,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}
