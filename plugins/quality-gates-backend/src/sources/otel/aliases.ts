import {
  ENTITY_REF_ATTRIBUTE,
  entityRefSchema,
  linkSchema,
  shaSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  spanAttribute,
  type AttributeValue,
  type Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { remembering } from './remembering';

/**
 * Names under which emitters send what the semantic conventions call by the key; the first hit wins. Read from the
 * emitters' own sources and from the conventions' list of deprecated names.
 *
 * Not here: names that mean this with one emitter only (`service.version`, `service.namespace`), which are for its
 * recogniser.
 */
export const ALIASES = {
  'cicd.pipeline.name': [
    'github.workflow',
    'ci.pipeline.name',
    'pipeline',
    'zuul_pipeline',
  ],
  'cicd.pipeline.run.id': [
    'github.run_id',
    'ci.pipeline.run.number',
    'build_id',
  ],
  'cicd.pipeline.run.url.full': [
    'github.html_url',
    'ci.pipeline.run.url',
    'ci.pipeline.url',
  ],
  'cicd.pipeline.run.attempt': ['github.run_attempt'],
  'cicd.pipeline.run.state': [],
  'cicd.pipeline.result': [
    'cicd.pipeline.run.status',
    'cicd.pipeline.run.result',
    'github.conclusion',
    'ci.pipeline.run.result',
  ],
  'cicd.pipeline.task.name': ['github.job.name', 'jenkins.pipeline.step.name'],
  'cicd.pipeline.task.run.id': ['github.job.id', 'jenkins.pipeline.step.id'],
  'cicd.pipeline.task.run.url.full': [],
  'cicd.pipeline.task.run.result': [
    'cicd.pipeline.run.task.status',
    'cicd.pipeline.task.run.status',
    'github.job.conclusion',
    'jenkins.pipeline.step.result',
  ],
  /** Seconds; of no convention. */
  'cicd.pipeline.task.run.queue.duration': ['gitlab.job.queued_duration'],
  'cicd.pipeline.task.type': [],
  'cicd.system.component': [],
  'vcs.provider.name': ['vcs.vendor.name', 'scm.type'],
  'vcs.ref.head.name': [
    'vcs.ref.head',
    'vcs.repository.ref.name',
    'github.head_branch',
    'github.head_ref',
    'git.branch',
    'scm.branch',
  ],
  'vcs.ref.head.revision': [
    'vcs.repository.ref.revision',
    'github.head_sha',
    'github.head_commit.id',
    'git.commit.sha',
  ],
  'vcs.change.id': [
    'vcs.repository.change.id',
    'github.pull_requests.0.number',
  ],
  'vcs.repository.url.full': ['scm.repository'],
  'deployment.id': [],
  'deployment.status': [],
  'deployment.environment.name': [
    'deployment.environment',
    'cicd.pipeline.task.run.environment.name',
    'gitlab.environment.deployment_tier',
  ],
  'test.case.name': [],
  'test.case.result.status': [],
  'test.suite.name': [],
  'test.suite.run.status': [],
  'artifact.version': [],
  'artifact.hash': [],
  'service.name': [],
  [ENTITY_REF_ATTRIBUTE]: [],
} as const satisfies Record<string, readonly string[]>;
/** A canonical name of {@link ALIASES}. */
export type Canonical = keyof typeof ALIASES;

/** Each canonical name, then its aliases. */
const NAMES = Object.fromEntries(
  Object.entries(ALIASES).map(([name, aliases]) => [name, [name, ...aliases]]),
) as Record<Canonical, string[]>;

/** Texts become keys and columns: longer ones name nothing a person chose. */
const MAX_LENGTH = 256;
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/**
 * An attribute as text, under its canonical name or an alias: of the span, else of its scope, else of its resource.
 * Undefined when nobody says it, or says it empty.
 */
export function readText(span: Span, name: Canonical): string | undefined {
  for (const key of NAMES[name]) {
    const text = textOf(spanAttribute(span, key));
    if (text) return text;
  }
  return undefined;
}

/** As {@link readText}, of the span alone: what the span itself is, not what surrounds it. */
export function readOwnText(span: Span, name: Canonical): string | undefined {
  const { attributes } = span;
  for (const key of NAMES[name]) {
    const text = Object.hasOwn(attributes, key) && textOf(attributes[key]);
    if (text) return text;
  }
  return undefined;
}

const toLink = remembering(text =>
  linkSchema.safeParse(text).data?.replace(UNSTORABLE, ''),
);

/** As {@link readText}, for links: anything but http and https, or longer than a link may be, is no link. */
export function readLink(span: Span, name: Canonical): string | undefined {
  for (const key of NAMES[name]) {
    const sent = spanAttribute(span, key);
    const link = typeof sent === 'string' && toLink(sent);
    if (link) return link;
  }
  return undefined;
}

/** As {@link readText}, for commit ids; anything else is none. */
export function readSha(span: Span): string | undefined {
  const sent = readText(span, 'vcs.ref.head.revision');
  return sent === undefined ? undefined : shaSchema.safeParse(sent).data;
}

/** The entity that a span, its scope or its resource names; undefined when that is no entity reference. */
export function readEntityRef(span: Span): string | undefined {
  const sent = readText(span, ENTITY_REF_ATTRIBUTE);
  return sent === undefined ? undefined : entityRefSchema.safeParse(sent).data;
}

/** A value as a text that can be stored: the first of several, numbers written out, cut; undefined when there is none. */
export function textOf(value: AttributeValue | undefined): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return textOf(value[0]);
  if (typeof value !== 'string') return undefined;
  return value.trim().slice(0, MAX_LENGTH).replace(UNSTORABLE, '') || undefined;
}
