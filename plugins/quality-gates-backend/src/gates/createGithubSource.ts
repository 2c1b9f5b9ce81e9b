import { ConfigReader, type Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  type ScmIntegrations,
} from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import {
  createGateSource,
  type GateSource,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** Tokens of an app last an hour, and are one an organization. */
const MOST_SOURCES = 50;

/**
 * A source of type `github` as gates ask it. Without an `Authorization` header of its own it asks with the credentials
 * that `integrations.github` has for its `host` (github.com by default) and the repository asked about, and without a
 * `url` at that integration's API; where there are none, or the `url` is that of another host, it asks as
 * {@link createGateSource} does.
 */
export function createGithubSource(
  id: string,
  config: Config,
  integrations: ScmIntegrations,
): GateSource {
  const plain = createGateSource(id, config);
  const host = config.getOptionalString('host') ?? 'github.com';
  const integration = integrations.github.byHost(host);
  const hasOwn = (config.getOptionalConfig('headers')?.keys() ?? []).some(
    name => name.toLowerCase() === 'authorization',
  );
  const api = integration?.config.apiBaseUrl;
  const url = config.getOptionalString('url') ?? api;
  if (!api || !url || hasOwn || !isSameOrigin(url, api)) return plain;
  const provider =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const section = config.get<JsonObject>();
  const known = new Map<string, GateSource>();
  const sourceWith = (headers: Readonly<Record<string, string>>) => {
    const key = JSON.stringify(headers);
    const source =
      known.get(key) ??
      createGateSource(
        id,
        new ConfigReader({
          ...section,
          url,
          headers: { ...(section.headers as JsonObject), ...headers },
        }),
      );
    known.delete(key);
    known.set(key, source);
    if (known.size > MOST_SOURCES) known.delete(known.keys().next().value!);
    return source;
  };
  return {
    ...plain,
    link: sourceWith({}).link,
    async fetchJson(path, options) {
      const [, repository] = /^\/repos\/([^/]+\/[^/]+)\//.exec(path) ?? [];
      const { headers = {} } = await provider.getCredentials({
        url: `https://${host}/${repository ?? ''}`,
      });
      return sourceWith(headers).fetchJson(path, options);
    },
  };
}

/** Whether a token of the one may be sent to the other; credentials in a URL are a proof of its own. */
function isSameOrigin(url: string, api: string): boolean {
  if (!URL.canParse(url) || new URL(url).username) return false;
  return new URL(url).origin === new URL(api).origin;
}
