import type {
  Attributes,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readLink, readText } from '../aliases';
import { restate, type Restated } from '../restate';
import type { Emitter } from './Emitter';

/** What a job does to its environment; only this deploys (`stop`, `prepare`, `verify` and `access` do not). */
const DEPLOYS = 'start';
/** Ref of a pipeline for a merge request; the only place that has the number people write. */
const MERGE_REQUEST_REF = /^refs\/merge-requests\/(\d+)\//;

/**
 * The gitlabreceiver of the OpenTelemetry Collector: GitLab's pipeline events as spans.
 *
 * All spans are SERVER spans: the run is the one without a parent, jobs name their task, and what is left are stages,
 * which have no attributes. Results are GitLab's own words. Whether a job may fail is GitLab's to weigh: the run's
 * result counts, not the jobs'. Most pipelines have no name and their span then is named after the commit, so the
 * project's path stands in. `vcs.change.id` is a number of GitLab's database and means nothing to anyone.
 * Source: opentelemetry-collector-contrib receiver/gitlabreceiver.
 */
export const gitlabReceiver: Emitter = {
  id: 'gitlab-receiver',
  read(span) {
    if (!isGitlab(span)) return undefined;
    const { attributes, parentSpanId } = span;
    if (parentSpanId === null || has(attributes, 'gitlab.pipeline.source')) {
      return { role: 'run', span: restate(span, ofRun(span)) };
    }
    if (!has(attributes, 'cicd.pipeline.task.run.id')) {
      const restated = {
        ...ofRun(span),
        'cicd.pipeline.run.url.full': undefined,
      };
      return { role: 'stage', span: restate(span, restated) };
    }
    const restated = { ...ofRun(span), ...ofJob(attributes) };
    return { role: 'task', span: restate(span, restated) };
  },
};

function isGitlab({ attributes, resourceAttributes: resource }: Span): boolean {
  return (
    resource['vcs.provider.name'] === 'gitlab' &&
    (has(resource, 'gitlab.project.namespace') ||
      has(attributes, 'gitlab.pipeline.source') ||
      has(attributes, 'gitlab.job.queued_duration'))
  );
}

function ofRun(span: Span): Restated {
  const repository = readLink(span, 'vcs.repository.url.full');
  const runId = readText(span, 'cicd.pipeline.run.id');
  const ref = readText(span, 'vcs.ref.head.name') ?? '';
  return {
    'cicd.pipeline.name':
      readText(span, 'cicd.pipeline.name') ?? projectOf(repository),
    'cicd.pipeline.run.url.full':
      readLink(span, 'cicd.pipeline.run.url.full') ??
      (repository && runId && `${repository}/-/pipelines/${runId}`),
    'vcs.change.id': MERGE_REQUEST_REF.exec(ref)?.[1] ?? '',
  };
}

/** A job's environment is where it deploys to, unless it does something else there. */
function ofJob(attributes: Attributes): Restated {
  const action = attributes['gitlab.environment.action'] || DEPLOYS;
  if (action === DEPLOYS) return {};
  return { 'deployment.environment.name': '' };
}

/** Path of a project in GitLab's spelling. */
function projectOf(repository: string | undefined): string | undefined {
  if (repository === undefined || !URL.canParse(repository)) return undefined;
  return new URL(repository).pathname.replace(/^\/|\/$|\.git$/g, '');
}

function has(attributes: Attributes, key: string): boolean {
  return Object.hasOwn(attributes, key);
}
