import {
  repositoryId,
  type RepositoryId,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** A place in a repository. `path` is a folder in lower case without slashes at its ends; '' = the whole of it. */
export interface SourcePlace {
  readonly repository: RepositoryId;
  readonly path: string;
}

/**
 * How hosts write a folder or file of a branch. The branch is one segment: a branch name with slashes cannot be told
 * from a folder, so a component on such a branch names its folder with `quality-gates.io/path`.
 */
const FORMS = [
  // GitLab, groups of any depth
  /^(?<repo>.+?)\/-\/(?<what>tree|blob|raw|edit)\/[^/]+(?:\/(?<path>.*))?$/,
  // Gitea, Forgejo
  /^(?<repo>[^/]+\/[^/]+)\/src\/(?:branch|tag|commit)\/[^/]+(?:\/(?<path>.*))?$/,
  // Bitbucket Cloud
  /^(?<repo>[^/]+\/[^/]+)\/src\/[^/]+(?:\/(?<path>.*))?$/,
  // GitHub, and GitLab before 12
  /^(?<repo>[^/]+(?:\/[^/]+)+?)\/(?<what>tree|blob|raw|edit)\/[^/]+(?:\/(?<path>.*))?$/,
];

/**
 * The repository and folder behind a URL; undefined when it is none. A URL of a file means the folder it lies in.
 *
 * @example sourcePlace('https://github.com/Acme/Mono/tree/main/services/cart/')
 * // { repository: { host: 'github.com', path: 'acme/mono' }, path: 'services/cart' }
 */
export function sourcePlace(url: string): SourcePlace | undefined {
  const id = repositoryId(url);
  return id && placeIn(id);
}

/** The same for an identity that may still carry a folder, as senders give URLs of anything below a repository. */
export function placeIn(id: RepositoryId): SourcePlace {
  for (const form of FORMS) {
    const groups = form.exec(id.path)?.groups;
    if (groups) {
      const path = subPath(groups.path ?? '');
      return {
        repository: { host: id.host, path: groups.repo },
        path: ['blob', 'raw', 'edit'].includes(groups.what)
          ? path.replace(/\/?[^/]*$/, '')
          : path,
      };
    }
  }
  return { repository: id, path: '' };
}

/**
 * A folder or file relative to the repository, comparable: lower case, percent-encoding undone, no `./`, no slashes
 * at the ends.
 *
 * @example subPath('./Services/Cart/') // 'services/cart'
 */
export function subPath(text: string): string {
  return decoded(text.trim())
    .toLocaleLowerCase('en-US')
    .replace(/\/{2,}/g, '/')
    .replace(/^(\.?\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '');
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
