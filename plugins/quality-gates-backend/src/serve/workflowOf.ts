/** The workflow that a token of GitHub's OIDC provider speaks for. */
export interface Workflow {
  /** `{owner}/{name}`, in lower case. */
  readonly repository: string;
  /** Undefined when its job names no environment. */
  readonly environment?: string;
}

/**
 * Backstage puts `external:` and the configured prefix before the subject. An environment's name comes last and may
 * hold colons (https://docs.github.com/actions/reference/security/oidc, "Example subject claims").
 */
const SUBJECT =
  /^(?:external:)?(?:[^:]+:)?repo:([^/:]+\/[^/:]+):(?:environment:(.+)|.*)$/s;

/**
 * The workflow of a service's subject; undefined when it is no workflow's.
 *
 * @example
 * workflowOf('external:repo:acme/pay:environment:production')
 * // { repository: 'acme/pay', environment: 'production' }
 */
export function workflowOf(subject: string): Workflow | undefined {
  const found = SUBJECT.exec(subject);
  if (!found) return undefined;
  const [, repository, environment] = found;
  return {
    repository: repository.toLocaleLowerCase('en-US'),
    ...(environment && { environment }),
  };
}
