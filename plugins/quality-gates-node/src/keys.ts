import type { RepositoryId } from './Fact';

/**
 * The identity of one attempt of a run: provider, host, repository, run id and attempt (two views of one
 * run). A webhook and a trace about the same attempt must arrive at the same key.
 *
 * @example
 * ```ts
 * runKey({ provider: 'GitHub', repository: { host: 'github.com', path: 'acme/pay' }, runId: '7', attempt: 2 })
 * // 'github:github.com/acme/pay/7#2'
 * ```
 */
export function runKey(identity: {
  provider: string;
  repository: RepositoryId;
  runId: string;
  attempt: number;
}): string {
  const { provider, repository, runId, attempt } = identity;
  const place = `${repository.host}/${repository.path}`;
  return `${provider.toLocaleLowerCase('en-US')}:${place}/${runId}#${attempt}`;
}

/** The identity of a task: a task run id may repeat across runs, so it never stands alone (OpenTelemetry, cicd.pipeline.task.run.id). */
export function taskKey(run: string, name: string, taskRunId: string): string {
  return `${run}|${name}|${taskRunId}`;
}

/**
 * Host and path of a repository or of any URL below one; undefined when the text is neither URL nor scp form.
 * Credentials, port, query, `.git` and trailing slashes are dropped, case is folded.
 *
 * @example
 * ```ts
 * repositoryId('git@GitHub.com:Acme/Pay.git') // { host: 'github.com', path: 'acme/pay' }
 * ```
 */
export function repositoryId(text: string): RepositoryId | undefined {
  const scp = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/\/)([^\s?#]+)$/.exec(text.trim());
  let host: string;
  let path: string;
  if (scp) {
    [, host, path] = scp;
  } else {
    if (!URL.canParse(text)) return undefined;
    const url = new URL(text);
    ({ hostname: host, pathname: path } = url);
  }
  path = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
  if (!host || !path) return undefined;
  return {
    host: host.toLocaleLowerCase('en-US'),
    path: path.toLocaleLowerCase('en-US'),
  };
}
