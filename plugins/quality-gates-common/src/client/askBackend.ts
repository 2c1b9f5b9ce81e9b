import { ResponseError } from '@backstage/errors';

/** What the client needs of Backstage: both frontend and backend `DiscoveryApi` and `fetch` fit. */
export interface QualityGatesClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

/** Query parameters; undefined values are left out, arrays repeat the key. */
export type Query = Record<
  string,
  string | number | readonly string[] | undefined
>;

/**
 * The answer of the quality-gates backend. Throws a `ResponseError` with its words when that is no 2xx.
 */
export async function askBackend<T>(
  options: QualityGatesClientOptions,
  { path, query, init }: { path: string; query: Query; init: RequestInit },
): Promise<T> {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) search.append(key, String(one));
    }
  }
  const base = await options.discoveryApi.getBaseUrl('quality-gates');
  const suffix = search.size > 0 ? `?${search}` : '';
  const response = await options.fetchApi.fetch(
    `${base}${path}${suffix}`,
    init,
  );
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return response.json() as Promise<T>;
}
