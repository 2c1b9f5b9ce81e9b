/** Parts between colons, each perhaps with tags after a semicolon. */
const FLAG = /^proj\/([^:;]+)[^:]*:env\/([^:;]+)[^:]*:flag\/([^:;]+)/;
const EVERY = '*';

/** A flag in an environment. */
export interface FlagResource {
  readonly project: string;
  /** Undefined = all of them. */
  readonly environment?: string;
  readonly flag: string;
}

/**
 * What LaunchDarkly's name of a flag stands for; undefined when it names something else.
 * Source: https://launchdarkly.com/docs/home/account/role-resources
 *
 * @example
 * ```ts
 * readResource('proj/shop:env/production:flag/new-cart') // { project: 'shop', environment: 'production', flag: 'new-cart' }
 * ```
 */
export function readResource(resource: string): FlagResource | undefined {
  const [, project, environment, flag] = FLAG.exec(resource) ?? [];
  if (flag === undefined) return undefined;
  return environment === EVERY
    ? { project, flag }
    : { project, environment, flag };
}
