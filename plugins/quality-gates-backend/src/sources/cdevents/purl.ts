import {
  repositoryId,
  type RepositoryId,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** What a package URL says of the code in the package. */
export interface Artifact {
  /** The version, or the `tag` of an image; `latest` names none. */
  readonly version?: string;
  readonly commit?: string;
  /** `sha256:` and 64 hex characters. */
  readonly digest?: string;
  readonly repository?: RepositoryId;
}

/** Types whose packages are repositories, and where these are; `golang` has the host in its namespace. */
const HOSTS: ReadonlyMap<string, string> = new Map([
  ['github', 'github.com/'],
  ['bitbucket', 'bitbucket.org/'],
  ['golang', ''],
]);
const SHA = /^[0-9a-f]{7,64}$/;

/**
 * Reads a package URL, `pkg:{type}/{namespace}/{name}@{version}?{qualifiers}`; {} for any other text, so that
 * an artifact id of another kind does not become a version.
 * Source: https://github.com/package-url/purl-spec
 *
 * @example
 * ```ts
 * readPurl('pkg:oci/pay@sha256%3A0b31…?tag=v1.4.0'); // { version: 'v1.4.0', digest: 'sha256:0b31…' }
 * ```
 */
export function readPurl(text: string | undefined): Artifact {
  const [, type, path, rawVersion, query] =
    /^pkg:\/*([^/@?#]+)\/([^@?#]+)(?:@([^?#]+))?(?:\?([^#]*))?/i.exec(
      text ?? '',
    ) ?? [];
  if (!type) return {};
  const version = decoded(rawVersion);
  const qualifiers = new URLSearchParams(query);
  const { repository, commit } = placeOf(
    type.toLocaleLowerCase('en-US'),
    decoded(path) ?? '',
    version,
    qualifiers.get('vcs_url'),
  );
  const isDigest = /^sha256:[0-9a-f]{64}$/.test(version ?? '');
  const tag = qualifiers.get('tag') ?? undefined;
  const named = isDigest || commit === version ? tag : version;
  return {
    version: named === 'latest' ? undefined : named,
    commit,
    digest: isDigest ? version : undefined,
    repository,
  };
}

/** By the `vcs_url`, `git+https://{host}/{path}@{commit}`, else by a type whose packages are repositories. */
function placeOf(
  type: string,
  path: string,
  version: string | undefined,
  vcsUrl: string | null,
): Pick<Artifact, 'repository' | 'commit'> {
  if (vcsUrl) {
    const [, url, commit = ''] =
      /^(?:git\+)?(.*?)(?:@([^@/]*))?$/.exec(vcsUrl) ?? [];
    return {
      repository: repositoryId(url ?? ''),
      commit: SHA.test(commit) ? commit : undefined,
    };
  }
  const host = HOSTS.get(type);
  if (host === undefined) return {};
  return {
    repository: repositoryId(`https://${host}${path}`),
    commit: SHA.test(version ?? '') ? version : undefined,
  };
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
