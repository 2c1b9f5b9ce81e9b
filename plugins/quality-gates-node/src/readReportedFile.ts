import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import {
  ingestFileQuerySchema,
  type IngestFileQuery,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Delivery } from './Delivery';
import { explainIssue } from './explainIssue';
import type { Subject } from './Fact';
import { repositoryId } from './keys';

/** Name under which the query of a file's request is kept with its delivery, so that a replay knows it too. */
export const FILE_QUERY_HEADER = 'quality-gates-query';

/** A file that a token sent to `POST /ingest/files/{format}`, and what its query says. */
export interface ReportedFile {
  /** A digest of format, query and bytes: the same report sent twice is one. */
  readonly id: string;
  readonly query: IngestFileQuery;
  readonly subject: Subject;
  readonly sender: string;
}

/**
 * What a delivery of a file door is about. Throws InputError when the query does not hold what the door demands.
 *
 * @example readReportedFile(delivery).query.commit // 'a1b2c3'
 */
export function readReportedFile(delivery: Delivery): ReportedFile {
  const { kind, sender, headers, body } = delivery;
  if (sender === null) throw new InputError(`A ${kind} delivery has no token`);
  const text = headers[FILE_QUERY_HEADER] ?? '';
  const query = readFileQuery(Object.fromEntries(new URLSearchParams(text)));
  const { entityRef, path, repositoryUrl } = query;
  const repository = repositoryUrl ? repositoryId(repositoryUrl) : undefined;
  const id = createHash('sha256')
    .update(`${kind}\n${text}\n`)
    .update(body)
    .digest('base64url')
    .slice(0, 22);
  return { id, query, sender, subject: { entityRef, repository, path } };
}

const KNOWN = Object.keys(ingestFileQuerySchema.shape).join(', ');

/** The query of a file door, checked. Throws InputError naming each wrong parameter and what is allowed. */
export function readFileQuery(query: unknown): IngestFileQuery {
  const parsed = ingestFileQuerySchema.safeParse(query);
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(issue =>
          issue.code === 'unrecognized_keys'
            ? `query: known parameters are ${KNOWN}`
            : `query ${issue.path.join('.')}: ${explainIssue(issue)}`,
        )
        .join('; '),
    );
  }
  const { repositoryUrl } = parsed.data;
  if (repositoryUrl && !repositoryId(repositoryUrl)) {
    throw new InputError(
      'query repositoryUrl: must be the URL of a repository, such as https://github.com/acme/payments',
    );
  }
  return parsed.data;
}

/** What every fact of a file has alike. `at` is the tool's own time in milliseconds, undefined where it gives none. */
export function describeFile(
  { subject, sender }: ReportedFile,
  { id, at }: { readonly id: string; readonly at: number | undefined },
) {
  return {
    key: `plain:${sender}/${id}`,
    subject,
    channel: 'plain' as const,
    at: at ?? 0,
    phase: 'terminal' as const,
    reportedBy: sender,
  };
}
