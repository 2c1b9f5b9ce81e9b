import type {
  AttributeValue,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readText } from '../aliases';
import { isGithubPlatformStep } from '../platformSteps';
import { restate, type Restated } from '../restate';
import { readRunIdentity } from '../runIdentity';
import type { Emitter } from './Emitter';

const SCOPES: readonly string[] = ['otel-cicd-action', 'otel-export-trace'];
/** GitHub lists at most this many pull requests of a run. */
const MAX_PULL_REQUESTS = 100;

/**
 * The GitHub Action otel-cicd-action and what else says `github.run_id`: one trace a run, sent at once, the run's own
 * span last.
 *
 * All spans are INTERNAL and there is no `vcs.*`: what the run worked on is in `github.*`, the repository in the run's
 * link or in `service.namespace`. The status is OK for everything but a failure, a cancelled run too, so that only
 * results and conclusions count.
 * Source: corentinmusard/otel-cicd-action src/trace.
 */
export const otelCicdAction: Emitter = {
  id: 'otel-cicd-action',
  read(span) {
    const { attributes, scopeName, name } = span;
    const isRun = Object.hasOwn(attributes, 'github.run_id');
    const isJob = Object.hasOwn(attributes, 'github.job.id');
    if (isRun) return { role: 'run', span: restate(span, ofRun(span)) };
    if (isJob) return { role: 'task', span: restate(span, ofJob(span)) };
    if (!SCOPES.includes(scopeName)) return undefined;
    if (name === 'Queued') return { role: 'queue', span };
    const step = restate(span, {
      'cicd.pipeline.task.run.result': attributes['github.job.step.conclusion'],
    });
    const isStep = Object.hasOwn(attributes, 'github.job.step.name');
    return isStep && isGithubPlatformStep(name)
      ? { role: 'platform', span: step }
      : { span: step };
  },
};

function ofRun(span: Span): Restated {
  return {
    'vcs.provider.name': 'github',
    'vcs.repository.url.full': repositoryOf(span),
    'vcs.ref.head.revision': shaOf(span),
    'vcs.change.id': pullRequestOf(span),
    'cicd.pipeline.result': resultOf(span),
  };
}

/** A job names its run, so that it is known before the run's own span has come. */
function ofJob(span: Span): Restated {
  const { attributes } = span;
  return {
    'vcs.provider.name': 'github',
    'vcs.repository.url.full': repositoryOf(span),
    'vcs.ref.head.name': attributes['github.job.head_branch'],
    'vcs.ref.head.revision': attributes['github.job.head_sha'] ?? shaOf(span),
    'cicd.pipeline.name': attributes['github.job.workflow_name'],
    'cicd.pipeline.run.id': attributes['github.job.run_id'],
    'cicd.pipeline.run.attempt': attributes['github.job.run_attempt'],
  };
}

/**
 * Without a result the run was not over when it was exported, by one of its own jobs: then an OK status is said of any
 * run and means nothing.
 */
function resultOf(span: Span): string | undefined {
  const told = readText(span, 'cicd.pipeline.result');
  return told ?? (span.statusCode === 2 ? undefined : 'unknown');
}

function repositoryOf(span: Span): AttributeValue | undefined {
  if (readRunIdentity(span).repository) return undefined;
  const path = ofScope(span, 'service.namespace');
  return /^[^/\s]+\/[^/\s]+$/.test(path)
    ? `https://github.com/${path}`
    : undefined;
}

function shaOf(span: Span): string {
  const told = readText(span, 'vcs.ref.head.revision');
  return told ?? ofScope(span, 'service.version');
}

/** What a name of the resource means here; with other scopes it means something else. */
function ofScope({ scopeName, resourceAttributes }: Span, key: string): string {
  const value = resourceAttributes[key];
  return SCOPES.includes(scopeName) && typeof value === 'string' ? value : '';
}

function pullRequestOf({ attributes }: Span): AttributeValue | undefined {
  for (let index = 0; index < MAX_PULL_REQUESTS; index++) {
    const key = `github.pull_requests.${index}.number`;
    if (attributes[key]) return attributes[key];
  }
  return undefined;
}
