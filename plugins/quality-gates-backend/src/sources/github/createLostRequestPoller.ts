import type { Config } from '@backstage/config';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import type {
  Poller,
  RepositoryId,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { findLostRequests } from './findLostRequests';

/** What {@link createLostRequestPoller} needs. */
export interface LostRequestOptions {
  /** Of the configured instance. */
  readonly config: Config;
  readonly rootConfig: Config;
  /** Whether the request of a deployment is known, by the key of its fact. */
  readonly isKnown: (repository: RepositoryId, key: string) => Promise<boolean>;
}

/**
 * Asks the repositories of an instance for runs that wait for a deployment protection rule of ours and whose webhook was
 * lost; see README.md, section Lost requests. Undefined where `integrations.github` has no GitHub App for the host: only
 * the App whose rule it is may answer, and with a token nobody could tell whose rule that is.
 */
export function createLostRequestPoller(
  options: LostRequestOptions,
): (Poller & { readonly host: string }) | undefined {
  const { config, rootConfig, isKnown } = options;
  const host = config.getOptionalString('host') ?? 'github.com';
  const integrations = ScmIntegrations.fromConfig(rootConfig);
  const integration = integrations.github.byHost(host)?.config;
  const apiUrl = integration?.apiBaseUrl?.replace(/\/+$/, '');
  const appIds = (integration?.apps ?? []).map(({ appId }) => Number(appId));
  if (!apiUrl || appIds.length === 0) return undefined;
  const provider =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  return {
    host,
    async *poll({ state, repository, get }) {
      const { path } = repository!;
      const headers = await readHeaders(provider, `https://${host}/${path}`);
      if (!headers) return;
      yield* findLostRequests(
        {
          appIds,
          get: below =>
            get(`${apiUrl}/repos/${path}${below}`, {
              Accept: 'application/vnd.github+json',
              'X-GitHub-Api-Version': '2022-11-28',
              ...headers,
            }),
          isKnown: id =>
            isKnown(repository!, `github:${host.toLowerCase()}/${path}/${id}`),
        },
        state,
      );
    },
  };
}

/** Undefined where no App of ours is installed: its rule cannot be there. */
async function readHeaders(
  provider: DefaultGithubCredentialsProvider,
  url: string,
): Promise<Record<string, string> | undefined> {
  try {
    const { type, headers } = await provider.getCredentials({ url });
    return type === 'app' ? headers : undefined;
  } catch (error) {
    // GitHub's own answer has a status; "not installed for this repository" and "suspended" have none.
    if (isError(error) && 'status' in error) {
      throw new ServiceUnavailableError(
        `GitHub gave the App no token for ${url}`,
        error,
      );
    }
    return undefined;
  }
}
