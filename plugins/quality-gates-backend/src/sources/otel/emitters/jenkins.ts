import {
  repositoryId,
  type Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readLink, readText } from '../aliases';
import { hasOwn, ownText } from '../attributeText';
import { restate, type Restated } from '../restate';
import type { RunIdentity } from '../runIdentity';
import type { Emitter, SpanRole } from './Emitter';

const SCOPE = 'io.jenkins.opentelemetry';
const JOB = 'ci.pipeline.id';
const STEP_TYPE = 'jenkins.pipeline.step.type';
const STEP_NAME = 'jenkins.pipeline.step.name';
/** Name of a branch project that builds a pull request. */
const PULL_REQUEST = /^(?:PR|MR)-(\d+)(?:-|$)/;
/** Before a branch's name in the git step. */
const REMOTE = /^(?:\*|origin|refs\/heads|refs\/remotes\/origin)\//;

/**
 * The OpenTelemetry plugin of Jenkins, which follows no conventions of today.
 *
 * A run is what has `ci.pipeline.id`: its parent may be a span of the job that started it, in the same trace, so that
 * being on top says nothing. Stages are the tasks. Start phase and agent allocation are waiting, the other phases and
 * agents Jenkins' own work. Build numbers repeat from job to job: only its address tells a run from others. Which
 * repository it works on is said by its git steps alone. Requests and logins of the controller come under the same
 * scope and have none of these attributes.
 * Source: jenkinsci/opentelemetry-plugin docs/job-traces.md, semconv/ExtendedJenkinsAttributes.java.
 */
export const jenkins: Emitter = {
  id: 'jenkins',
  read(span) {
    const { scopeName } = span;
    const isStep = hasOwn(span, STEP_TYPE);
    const isRun = !isStep && ownText(span, JOB) !== '';
    if (!isStep && scopeName !== SCOPE) {
      if (!isRun || !hasOwn(span, 'ci.pipeline.run.number')) {
        return undefined;
      }
    }
    if (isRun) {
      const identity = identify(span);
      return { role: 'run', span: restate(span, ofRun(span)), identity };
    }
    const role = roleOf(span);
    const identity = { byAncestor: true };
    if (role === 'task') {
      return { role, span: restate(span, ofStage(span)), identity };
    }
    if (role === 'checkout') {
      return { role, span: restate(span, ofCheckout(span)), identity };
    }
    return { role, span, identity };
  },
};

function roleOf(span: Span): SpanRole | undefined {
  const { name } = span;
  const type = ownText(span, STEP_TYPE);
  if (type === 'stage') return 'task';
  if (hasOwn(span, 'git.repository')) return 'checkout';
  if (type === 'node') {
    return ownText(span, STEP_NAME).endsWith('.allocate')
      ? 'queue'
      : 'platform';
  }
  if (type !== '' || !name.startsWith('Phase: ')) return undefined;
  return name === 'Phase: Start' ? 'queue' : 'platform';
}

/** A run is known by its address, without scheme and final slash; a controller that knows none of its own sends none. */
function identify(span: Span): RunIdentity {
  const url = readLink(span, 'cicd.pipeline.run.url.full');
  const service = readText(span, 'service.name') ?? 'jenkins';
  const number = ownText(span, 'ci.pipeline.run.number');
  const place =
    url?.replace(/^https?:\/\//i, '').replace(/\/+$/, '') ??
    `${service}/${ownText(span, JOB)}/${number}`;
  return {
    runId: place,
    attempt: 1,
    key: `jenkins:${place}#1`,
    annotations: namesOf(span).map(value => ({
      key: 'jenkins.io/job-full-name',
      value,
    })),
  };
}

/** Full name of the job; for one branch of a multibranch project also that of the project, as the catalog knows it. */
function namesOf(span: Span): string[] {
  const job = ownText(span, JOB);
  const project = job.replace(/\/[^/]*$/, '');
  const isBranch = ownText(span, 'ci.pipeline.multibranch.type') !== '';
  return isBranch && project !== job ? [job, project] : [job];
}

function ofRun(span: Span): Restated {
  const type = ownText(span, 'ci.pipeline.multibranch.type');
  const name = decode(ownText(span, JOB).replace(/^.*\//, ''));
  const told = readText(span, 'vcs.ref.head.name');
  return {
    'vcs.ref.head.name': told ?? (type === 'branch' ? name : undefined),
    'vcs.change.id':
      readText(span, 'vcs.change.id') ??
      (type === 'change_request' ? PULL_REQUEST.exec(name)?.[1] : undefined),
  };
}

/** Why a stage was interrupted says more than that it was aborted. */
function ofStage({ attributes }: Span): Restated {
  const causes = attributes['jenkins.pipeline.step.interruption.causes'];
  const text = JSON.stringify(causes ?? '');
  if (text.includes('ExceededTimeout')) {
    return { 'cicd.pipeline.task.run.result': 'timeout' };
  }
  return /CanceledCause|UserInterruption/.test(text)
    ? { 'cicd.pipeline.task.run.result': 'cancellation' }
    : {};
}

function ofCheckout(span: Span): Restated {
  const url = ownText(span, 'url.full');
  const host = ownText(span, 'server.address');
  const path = ownText(span, 'git.repository');
  const branch = ownText(span, 'git.branch').replace(REMOTE, '');
  return {
    'vcs.repository.url.full': repositoryId(url)
      ? url
      : host && path && `https://${host}/${path}`,
    'vcs.ref.head.name': branch,
  };
}

/** Jenkins writes a slash in a branch as `%2F`. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
