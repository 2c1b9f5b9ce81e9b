/**
 * Files of components' repositories, as the default branch has them: never the change under judgement. Read through
 * Backstage's URL reader, so that an installation's integrations and their credentials hold.
 */
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { RepositoryId } from '@quality-gates/backstage-plugin-quality-gates-node';

/** A file as it was read. */
export interface RepositoryFile {
  readonly url: string;
  readonly text: string;
}

/** See the head of this file. */
export interface RepositoryFiles {
  /** Whether the entity says where its code is. */
  has(entity: Entity): boolean;
  /**
   * The file at a path from the root of the entity's repository; answers that are a minute old count as new. Throws
   * InputError for a path or place that cannot be read, NotFoundError when there is no such file, and
   * ServiceUnavailableError when the repository does not answer.
   */
  read(entity: Entity, path: string): Promise<RepositoryFile>;
}

/** More than any policy or list people can read. */
const MAX_BYTES = 256 * 1024;
const FRESH_MS = 60_000;
/** What failed may be better soon, and is not asked for by every page meanwhile. */
const FRESH_FAILURE_MS = 5_000;
const TIMEOUT_MS = 10_000;
const MOST_CACHED = 500;

const PATH = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.@-]+(?:\/[\w.@-]+){0,20}$/;

interface Cached {
  readonly file: Promise<{ readonly text: string; readonly etag?: string }>;
  freshUntil: number;
}

/** Makes {@link RepositoryFiles}. */
export function createRepositoryFiles(options: {
  /** The repository that an entity says its code is in. */
  readonly repositoryOf: (entity: Entity) => RepositoryId | undefined;
  readonly urlReader: Pick<UrlReaderService, 'readUrl'>;
  readonly integrations: ScmIntegrationRegistry;
  readonly now: () => number;
}): RepositoryFiles {
  const { urlReader, now, repositoryOf } = options;
  const cache = new Map<string, Cached>();

  const cached = (url: string): Cached['file'] => {
    const before = cache.get(url);
    if (before && now() < before.freshUntil) return before.file;
    const file = readText(urlReader, url, before?.file);
    const entry: Cached = { file, freshUntil: now() + FRESH_MS };
    file.catch(() => {
      entry.freshUntil = Math.min(entry.freshUntil, now() + FRESH_FAILURE_MS);
    });
    cache.delete(url);
    cache.set(url, entry);
    for (const oldest of cache.keys()) {
      if (cache.size <= MOST_CACHED) break;
      cache.delete(oldest);
    }
    return file;
  };

  return {
    has: entity => repositoryOf(entity) !== undefined,
    async read(entity, path) {
      const url = urlOf(entity, path, options);
      const { text } = await cached(url);
      return { url, text };
    },
  };
}

/** Where people see the file. `HEAD` is the default branch; other systems have it in the source location. */
function urlOf(
  entity: Entity,
  path: string,
  {
    integrations,
    repositoryOf,
  }: Pick<
    Parameters<typeof createRepositoryFiles>[0],
    'integrations' | 'repositoryOf'
  >,
): string {
  if (path.length > 512 || !PATH.test(path)) {
    throw new InputError(
      'The path of a file must lead from the root of its repository, as in .backstage/quality-gates.yaml',
    );
  }
  const place = repositoryOf(entity);
  if (!place) {
    throw new InputError(
      `Set ${ANNOTATION_SOURCE_LOCATION}: nothing says where the repository is`,
    );
  }
  const { host, path: repository } = place;
  const location = entity.metadata.annotations?.[ANNOTATION_SOURCE_LOCATION];
  const type = integrations.byHost(host)?.type;
  if (type === 'github') {
    return `https://${host}/${repository}/blob/HEAD/${path}`;
  }
  if (type === 'gitlab') {
    return `https://${host}/${repository}/-/blob/HEAD/${path}`;
  }
  if (type && location?.startsWith('url:')) {
    const base = location.slice('url:'.length);
    return integrations.resolveUrl({ url: `/${path}`, base });
  }
  throw new InputError(
    `No integration reads ${host}; set integrations in app-config`,
  );
}

async function readText(
  urlReader: Pick<UrlReaderService, 'readUrl'>,
  url: string,
  before: Cached['file'] | undefined,
): Cached['file'] {
  const known = await before?.catch(() => undefined);
  try {
    const response = await urlReader.readUrl(url, {
      etag: known?.etag,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await boundedText(response, url);
    return { text, etag: response.etag };
  } catch (error) {
    const { name } = error as Error;
    if (name === 'NotModifiedError' && known) return known;
    if (name === 'InputError') throw error;
    if (name === 'NotFoundError') throw new NotFoundError(`There is no ${url}`);
    // Its message may hold what the integration asked with.
    throw new ServiceUnavailableError(`Could not read ${url}`);
  }
}

async function boundedText(
  response: Awaited<ReturnType<UrlReaderService['readUrl']>>,
  url: string,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const body = response.stream?.() ?? [await response.buffer()];
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) {
      throw new InputError(`${url} has more than ${MAX_BYTES} bytes`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
