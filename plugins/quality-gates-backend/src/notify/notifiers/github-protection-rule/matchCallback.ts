import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { NoticeRequest } from '@quality-gates/backstage-plugin-quality-gates-node';

/** A run that waits for us, found in a configured integration. */
export interface WaitingRun {
  /** Of the run, below the integration's API; the callback itself is never followed. */
  readonly apiUrl: string;
  /** Of the repository, for its credentials. */
  readonly page: string;
  /** As GitHub spells it. */
  readonly environment: string;
}

const CALLBACK =
  /^\/repos\/([A-Za-z0-9-]{1,64}\/[A-Za-z0-9._-]{1,128})\/actions\/runs\/(\d{1,20})\/deployment_protection_rule$/;
const KEY = /^github:([^/]+)\/([^/]+\/[^/]+)\/[^/]+$/;

/**
 * The run that a request's callback names. A webhook must not send our credentials anywhere: the host is the one of an
 * integration in app-config, the repository the one that the signed delivery is about. Throws InputError otherwise.
 */
export function matchCallback(
  { key, data }: NoticeRequest,
  integrations: ScmIntegrations,
): WaitingRun {
  const [, host, repository] = KEY.exec(key) ?? [];
  const config = host ? integrations.github.byHost(host)?.config : undefined;
  if (!config?.apiBaseUrl) {
    throw new InputError(
      `${key}: integrations.github has no entry for the host that asks`,
    );
  }
  const base = config.apiBaseUrl.replace(/\/+$/, '');
  const rest = pathBelow(base, data.callbackUrl ?? '');
  const [, named, run] = (rest && CALLBACK.exec(rest)) || [];
  if (!named || named.toLowerCase() !== repository.toLowerCase()) {
    throw new InputError(
      `${key}: its callback is none of ${repository} on ${host}, so nobody is answered`,
    );
  }
  return {
    apiUrl: `${base}/repos/${named}/actions/runs/${run}`,
    page: `https://${config.host}/${named}`,
    environment: data.environmentName ?? data.environment,
  };
}

/** What of a URL comes after a base; undefined when it is elsewhere, or carries a user, query or fragment. */
function pathBelow(base: string, text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const own = new URL(base);
  const bare = !url.username && !url.password && !url.search && !url.hash;
  const prefix = own.pathname.replace(/\/+$/, '');
  if (!bare || url.origin !== own.origin) return undefined;
  if (!url.pathname.startsWith(`${prefix}/`)) return undefined;
  return url.pathname.slice(prefix.length);
}
