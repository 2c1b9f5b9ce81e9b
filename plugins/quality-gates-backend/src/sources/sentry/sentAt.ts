import { InputError } from '@backstage/errors';
import type {
  Delivery,
  Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** The header with the time, in seconds. */
export const TIMESTAMP_HEADER = 'sentry-hook-timestamp';

/**
 * When Sentry sent a delivery. Bodies of issues do not say when something was done to them, so this is the source's
 * own time of it; the signature does not cover it. Throws InputError when it is missing.
 */
export function readSentAt({ kind, headers }: Delivery): Millis {
  const text = headers[TIMESTAMP_HEADER] ?? '';
  if (!/^\d{1,12}$/.test(text)) {
    throw new InputError(
      `Sentry ${kind}: the header ${TIMESTAMP_HEADER} must be a time in seconds`,
    );
  }
  return Number(text) * 1000;
}
