import type { Delivery } from '../Delivery';
import { FILE_QUERY_HEADER } from '../readReportedFile';
import { deliver } from './deliver';

/**
 * A delivery of `POST /ingest/files/{format}` for tests, sent by token `ci`. `body` is text as it stands, or a value
 * to be written as JSON.
 */
export function deliverFile(
  format: string,
  body: unknown,
  query: Readonly<Record<string, string>> = {
    entityRef: 'component:default/checkout',
    commit: 'c1',
  },
): Delivery {
  const bytes =
    typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return deliver(`files/${format}`, bytes, {
    source: 'plain/ci',
    sender: 'ci',
    headers: { [FILE_QUERY_HEADER]: new URLSearchParams(query).toString() },
  });
}
