import {
  spanAttribute,
  type Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { textOf } from '../aliases';
import { ownText } from '../attributeText';
import { restate } from '../restate';
import type { Emitter, Reading, SpanRole } from './Emitter';

const ROLES: Readonly<Record<string, SpanRole>> = {
  'buildkite.build': 'run',
  'buildkite.build.stage': 'stage',
  'buildkite.step.group': 'stage',
  'buildkite.step': 'stage',
  'buildkite.job': 'task',
};

/**
 * Buildkite's notification service: a build is the run, its jobs are the tasks.
 *
 * Organization and pipeline stand on the resource. Jobs that are no commands (a wait, a block) are Buildkite's own.
 * Source: buildkite.com/docs/pipelines/integrations/observability/opentelemetry, the list of attributes alone.
 */
export const buildkite: Emitter = {
  id: 'buildkite',
  read(span) {
    const role = Object.hasOwn(ROLES, span.name) ? ROLES[span.name] : undefined;
    if (!role) return undefined;
    const named = restate(span, ofBuild(span));
    if (role === 'task') return readJob(named);
    const label = ownText(span, 'buildkite.step.label') || undefined;
    return {
      role,
      span: restate(named, { 'cicd.pipeline.task.name': label }),
      identity: role === 'run' ? identify(named) : { byAncestor: true },
    };
  },
};

function readJob(span: Span): Reading {
  const type = ownText(span, 'buildkite.job.type');
  if (type !== '' && type !== 'script') return { role: 'platform', span };
  const label = ownText(span, 'buildkite.job.label');
  const step = ownText(span, 'buildkite.step.key');
  const id = ownText(span, 'buildkite.job.id');
  return {
    role: 'task',
    span: restate(span, {
      'cicd.pipeline.task.name': label || step || undefined,
      'cicd.pipeline.task.run.id': id || undefined,
      'cicd.pipeline.task.run.result': resultOf(span),
      'cicd.pipeline.task.run.queue.duration': waitOf(span),
    }),
  };
}

/** A job is `finished` whatever came of it; other states say more than whether it passed. */
function resultOf(span: Span): string | undefined {
  const state = ownText(span, 'buildkite.job.state');
  const { 'buildkite.job.passed': passed } = span.attributes;
  const told = String(passed ?? '');
  if (['', 'finished'].includes(state)) {
    if (told === 'true') return 'passed';
    return told === 'false' ? 'failed' : undefined;
  }
  return state;
}

/** Seconds between becoming runnable and the span's start; undefined where the span begins with the waiting. */
function waitOf(span: Span): number | undefined {
  const runnableAt = Date.parse(ownText(span, 'buildkite.job.runnable_at'));
  const seconds = (span.startedAt - runnableAt) / 1000;
  return seconds > 0 ? seconds : undefined;
}

function identify(span: Span) {
  const slug = slugOf(span);
  return {
    annotations: slug
      ? [{ key: 'buildkite.com/project-slug', value: slug }]
      : [],
  };
}

function ofBuild(span: Span) {
  const slug = slugOf(span);
  const number = textAround(span, 'buildkite.build.number');
  return {
    'vcs.provider.name': 'buildkite',
    'cicd.pipeline.name': textAround(span, 'buildkite.pipeline.slug'),
    'cicd.pipeline.run.id': slug && number && `${slug}/${number}`,
    'cicd.pipeline.run.url.full': textAround(span, 'buildkite.build.web_url'),
    'cicd.pipeline.result': textAround(span, 'buildkite.build.state'),
    'vcs.ref.head.name': textAround(span, 'buildkite.build.branch'),
    'vcs.ref.head.revision': textAround(span, 'buildkite.build.commit'),
    'vcs.repository.url.full': textAround(span, 'buildkite.pipeline.repo'),
  };
}

function slugOf(span: Span): string | undefined {
  const organization = textAround(span, 'buildkite.organization.slug');
  const pipeline = textAround(span, 'buildkite.pipeline.slug');
  return organization && pipeline && `${organization}/${pipeline}`;
}

/** Of the span or its resource. */
function textAround(span: Span, key: string): string | undefined {
  return textOf(spanAttribute(span, key));
}
