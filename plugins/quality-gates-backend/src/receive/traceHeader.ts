import type { ReceivedRequest } from '@quality-gates/backstage-plugin-quality-gates-node';

/** A `traceparent` has 55 characters; a later version may append to it (W3C Trace Context, 3.2.4). */
const MAX_LENGTH = 64;

/**
 * The header that names the span its sender was in, to be kept with a delivery: our own telemetry links to it. Only
 * its beginning, as anybody may send anything; {} without one.
 */
export function traceHeader(
  headers: ReceivedRequest['headers'],
): Record<string, string> {
  const { traceparent } = headers;
  return traceparent ? { traceparent: traceparent.slice(0, MAX_LENGTH) } : {};
}
