import { ANNOTATION_SOURCE_LOCATION } from '@backstage/catalog-model';
import { QUALITY_GATES_ANNOTATIONS } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  repositoryId,
  type RepositoryId,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { sourcePlace, subPath } from './sourcePlace';

/** Annotations whose value is the path of a repository, and the host they mean unless the entity says another. */
export const SLUG_ANNOTATIONS = [
  { annotation: 'github.com/project-slug', host: 'github.com' },
  { annotation: 'gitlab.com/project-slug', host: 'gitlab.com' },
  { annotation: 'bitbucket.org/project-slug', host: 'bitbucket.org' },
  { annotation: 'bitbucket.com/project-slug', host: 'bitbucket.org' },
] as const;

const PUBLIC_HOSTS = new Set<string>(SLUG_ANNOTATIONS.map(slug => slug.host));

/** A repository an entity lives in, and which folders of it are the entity's ('' = all of it). */
export interface RepositoryClaim {
  readonly repository: RepositoryId;
  readonly subPaths: readonly string[];
}

/**
 * The repositories an entity claims: of `backstage.io/source-location`, then of the project slugs. A slug means the
 * public host of its name, or the self-hosted one that the source location names. `quality-gates.io/path` (a comma
 * list; `/` = all) replaces the folder of the source location, which the catalog may have derived from the place of
 * `catalog-info.yaml`.
 */
export function repositoryClaims(
  annotations: Readonly<Record<string, string>>,
): RepositoryClaim[] {
  const location = annotations[ANNOTATION_SOURCE_LOCATION] ?? '';
  const place = location.startsWith('url:')
    ? sourcePlace(location.slice('url:'.length))
    : undefined;
  const named = annotations[QUALITY_GATES_ANNOTATIONS.path];
  const subPaths = named === undefined ? undefined : commaList(named, subPath);

  const claims = new Map<string, RepositoryClaim>();
  if (place) {
    claims.set(repositoryKey(place.repository), {
      repository: place.repository,
      subPaths: subPaths ?? [place.path],
    });
  }
  for (const repository of slugRepositories(annotations, place?.repository)) {
    const key = repositoryKey(repository);
    if (!claims.has(key)) {
      claims.set(key, { repository, subPaths: subPaths ?? [''] });
    }
  }
  return [...claims.values()];
}

function slugRepositories(
  annotations: Readonly<Record<string, string>>,
  source: RepositoryId | undefined,
): RepositoryId[] {
  return SLUG_ANNOTATIONS.flatMap(({ annotation, host }) => {
    const slug = annotations[annotation]?.trim();
    if (!slug) return [];
    const own =
      source && !PUBLIC_HOSTS.has(source.host) ? source.host : undefined;
    const repository = repositoryId(`https://${own ?? host}/${slug}`);
    return repository ? [repository] : [];
  });
}

/** What repositories are looked up by. */
export function repositoryKey(repository: RepositoryId): string {
  return `${repository.host}/${repository.path}`;
}

/** The items of a comma list, each made comparable by `normalise`. */
export function commaList(
  text: string,
  normalise: (item: string) => string = item => item.trim(),
): string[] {
  return [...new Set(text.split(',').map(normalise))];
}
