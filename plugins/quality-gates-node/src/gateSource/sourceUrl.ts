import { InputError } from '@backstage/errors';

const ALLOWED = /^\/(?!\/)[^\\#\s]*$/;

/**
 * URL of a path below a base URL. Throws InputError when the path is none, or leads away from the base: another origin,
 * or `..` above it. Policies write paths, so nothing of them is trusted.
 *
 * @example
 * ```ts
 * sourceUrl(new URL('https://m.example.com/prom'), '/api/v1/query?query=up') // https://m.example.com/prom/api/v1/query?query=up
 * ```
 */
export function sourceUrl(base: URL, path: string): URL {
  const prefix = base.pathname.replace(/\/+$/, '');
  const refuse = () =>
    new InputError(
      'The path of a source must begin with one "/" and stay below the URL of the source',
    );
  if (!ALLOWED.test(path)) throw refuse();
  const url = new URL(`${base.origin}${prefix}${path}`);
  if (url.origin !== base.origin || url.username || url.password) {
    throw refuse();
  }
  // Some servers decode before they look for dots.
  const climbs = /(^|\/)(\.|%2e){2}(\/|$|%2f|%5c)/i.test(path.split('?')[0]);
  if (climbs || !url.pathname.startsWith(`${prefix}/`)) throw refuse();
  return url;
}
