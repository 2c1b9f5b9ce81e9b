/** What an image reference says of the code in it. */
export interface ImageVersion {
  /** The tag; undefined for an image without one, and for `latest`, which names no version. */
  readonly version?: string;
  /** The SHA in the tag, in lower case. */
  readonly commit?: string;
  /** `sha256:` and 64 hex characters. */
  readonly digest?: string;
}

/**
 * The version of the one image among several references that is the service: the only one, or the one named by its
 * repository or the end of it. {} when that is not exactly one reference: of two tags of one repository, as there are
 * while a roll-out goes on or when it is stuck, nobody says here which is the new one.
 *
 * @example imageVersion(['ghcr.io/acme/pay:v2', 'envoyproxy/envoy:v1.31'], 'acme/pay') // { version: 'v2' }
 */
export function imageVersion(
  references: readonly string[],
  named: string | undefined,
): ImageVersion {
  const candidates = [...new Set(references)]
    .map(readReference)
    .filter(
      ({ repository }) =>
        named === undefined ||
        repository === named ||
        repository.endsWith(`/${named}`),
    );
  if (candidates.length !== 1) return {};
  const [{ tag, digest }] = candidates;
  return {
    version: tag === 'latest' ? undefined : tag,
    commit: tag && commitIn(tag),
    digest,
  };
}

/** `{repository}[:{tag}][@{digest}]`; the repository may have a port. */
function readReference(reference: string) {
  const at = reference.indexOf('@');
  const name = at < 0 ? reference : reference.slice(0, at);
  const digest = at < 0 ? undefined : reference.slice(at + 1);
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  return {
    repository: tagged ? name.slice(0, colon) : name,
    tag: (tagged && name.slice(colon + 1)) || undefined,
    digest: /^sha256:[0-9a-f]{64}$/.test(digest ?? '') ? digest : undefined,
  };
}

/** A whole SHA at the end of the tag, or a shortened one that calls itself so: `sha-4f2c1f6`. */
function commitIn(tag: string): string | undefined {
  const found =
    /(?:^|[^0-9a-z])([0-9a-f]{40})$/i.exec(tag) ??
    /(?:^|[^0-9a-z])sha-([0-9a-f]{7,40})$/i.exec(tag);
  return found?.[1].toLocaleLowerCase('en-US');
}
