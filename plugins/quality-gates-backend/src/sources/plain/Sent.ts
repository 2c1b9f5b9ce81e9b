import { createHash } from 'node:crypto';
import {
  repositoryId,
  type Millis,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { wrongField, type Item } from './parse';

/** One object of a request, and the token that sent it. */
export interface Sent<T> extends Item<T> {
  readonly token: string;
}

/** Milliseconds of an instant that the schema has checked. */
export function millisOf(instant: string): number;
export function millisOf(instant: string | undefined): number | undefined;
export function millisOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Date.parse(instant);
}

/**
 * Who an object says it is about. Throws InputError with the path when `repositoryUrl` is neither a URL nor a git
 * remote.
 */
export function subjectOf(
  sent: Sent<{
    entityRef?: string;
    service?: string;
    repositoryUrl?: string;
    path?: string;
  }>,
): Subject {
  const { entityRef, service, repositoryUrl, path } = sent.value;
  const repository =
    repositoryUrl === undefined ? undefined : repositoryId(repositoryUrl);
  if (repositoryUrl !== undefined && !repository) {
    throw wrongField(
      [...sent.path, 'repositoryUrl'],
      'must be the URL of a repository, such as https://github.com/acme/payments',
    );
  }
  return { entityRef, service, repository, path };
}

/** What the fact of something that is told once and for all has besides its type and data. */
export function toldOnce(
  sent: Parameters<typeof subjectOf>[0],
  { id, at }: { readonly id: string; readonly at: Millis },
) {
  return {
    key: `plain:${sent.token}/${id}`,
    subject: subjectOf(sent),
    channel: 'plain' as const,
    at,
    phase: 'terminal' as const,
    reportedBy: sent.token,
  };
}

/** 22 characters that stand for these values, where the sender gave no id. */
export function hashOf(values: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(values.map(value => value ?? null)))
    .digest('base64url')
    .slice(0, 22);
}
