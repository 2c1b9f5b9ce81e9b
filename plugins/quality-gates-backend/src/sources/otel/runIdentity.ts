import {
  repositoryId,
  runKey,
  type RepositoryId,
  type Span,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readLink, readText } from './aliases';
import { remembering } from './remembering';

/** What one span says of the run it belongs to. */
export interface RunIdentity {
  readonly runId?: string;
  /** Undefined where the span does not say; then it is taken from spans around it, else it is the first. */
  readonly attempt?: number;
  /** Page of the run, without attempt or job. */
  readonly url?: string;
  readonly provider?: string;
  readonly repository?: RepositoryId;
  /** Only spans around it tell its run: the one run known of the trace may be another that it started. */
  readonly byAncestor?: boolean;
  /** The run's key, where its emitter has one that needs no repository. */
  readonly key?: string;
  /** Under which names of the CI system the catalog may know the run's pipeline, the most specific first. */
  readonly annotations?: Subject['annotations'];
}

interface RunUrl {
  readonly provider: string;
  readonly repository: string;
  readonly runId: string;
  readonly run: string;
  readonly attempt?: number;
}

/** Addresses of runs and their jobs that name repository and run: `{repository}/actions/runs/{id}[/attempts/{n}]`. */
const RUN_URLS: readonly { provider: string; pattern: RegExp }[] = [
  {
    provider: 'github',
    pattern:
      /^(?<run>(?<repository>https?:\/\/[^/]+\/[^/]+\/[^/]+)\/actions\/runs\/(?<runId>\d+))(?:\/attempts\/(?<attempt>\d+))?(?:[/?#]|$)/,
  },
  {
    provider: 'gitlab',
    pattern:
      /^(?<run>(?<repository>https?:\/\/[^/]+\/.+?)\/-\/pipelines\/(?<runId>\d+))(?:[/?#]|$)/,
  },
];
const PROVIDERS_BY_HOST: ReadonlyMap<string, string> = new Map([
  ['github.com', 'github'],
  ['gitlab.com', 'gitlab'],
  ['bitbucket.org', 'bitbucket'],
]);

const parseRepository = remembering(repositoryId);

const parseRunUrl = remembering((url): RunUrl | undefined => {
  for (const { provider, pattern } of RUN_URLS) {
    const groups = pattern.exec(url)?.groups;
    if (groups) {
      const { repository, runId, run, attempt } = groups;
      return {
        provider,
        repository,
        runId,
        run,
        attempt: attempt === undefined ? undefined : Number(attempt),
      };
    }
  }
  return undefined;
});

/** Reads what a span, its scope or its resource says of its run. */
export function readRunIdentity(span: Span): RunIdentity {
  const url = readLink(span, 'cicd.pipeline.run.url.full');
  const taskUrl = readLink(span, 'cicd.pipeline.task.run.url.full');
  const known =
    (url === undefined ? undefined : parseRunUrl(url)) ??
    (taskUrl === undefined ? undefined : parseRunUrl(taskUrl));
  const sent = readText(span, 'vcs.repository.url.full') ?? known?.repository;
  const repository = sent === undefined ? undefined : parseRepository(sent);
  const attempt = Number(readText(span, 'cicd.pipeline.run.attempt'));
  return {
    runId: readText(span, 'cicd.pipeline.run.id') ?? known?.runId,
    attempt:
      known?.attempt ??
      (Number.isSafeInteger(attempt) && attempt > 0 ? attempt : undefined),
    url: known?.run ?? url,
    provider:
      readText(span, 'vcs.provider.name')?.toLocaleLowerCase('en-US') ??
      known?.provider ??
      PROVIDERS_BY_HOST.get(repository?.host ?? ''),
    repository,
  };
}

/**
 * The key of a run: its emitter's own; else the one its webhook gives wherever repository and run id are known, so that both are one run; else
 * the emitter's service or pipeline and run id; at last the trace.
 */
export function keyOfRun(run: {
  identity: RunIdentity;
  fallback: string | undefined;
  traceId: string;
}): string {
  const { identity, fallback, traceId } = run;
  const { key, runId, repository } = identity;
  if (key !== undefined) return key;
  const attempt = identity.attempt ?? 1;
  if (runId === undefined) return `otlp:${traceId}#1`;
  if (!repository) return `otlp:${fallback ?? traceId}/${runId}#${attempt}`;
  const provider = identity.provider ?? 'otlp';
  return runKey({ provider, repository, runId, attempt });
}
