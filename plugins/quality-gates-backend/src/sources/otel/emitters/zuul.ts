import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { shaSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { ownText } from '../attributeText';
import { restate } from '../restate';
import type { Emitter, SpanRole } from './Emitter';

const ROLES: Readonly<Record<string, SpanRole>> = {
  BuildSet: 'stage',
  RequestNodes: 'queue',
  Build: 'task',
  MergerJob: 'platform',
};

/**
 * Zuul: an item in the queue of a pipeline is the run, its request for nodes the waiting.
 *
 * What it is about is told when it leaves the queue, and its result never: only an error of Zuul itself is. Of the
 * project nothing is said but the change's number.
 * Source: zuul zuul/manager, zuul/lib/tracing.py.
 */
export const zuul: Emitter = {
  id: 'zuul',
  read(span) {
    if (span.scopeName !== 'zuul') return undefined;
    if (span.name === 'QueueItem') {
      return { role: 'run', failsByTask: true, span: restate(span, of(span)) };
    }
    const role = Object.hasOwn(ROLES, span.name) ? ROLES[span.name] : undefined;
    return { role, span, identity: { byAncestor: true } };
  },
};

/** GitHub's patchset is a commit, Gerrit's a number; a push has no change but a new revision. */
function of(span: Span) {
  const revisions = ['ref_newrev', 'ref_patchset'].map(key =>
    ownText(span, key),
  );
  const ref = ownText(span, 'ref_ref');
  return {
    'cicd.pipeline.name': ownText(span, 'zuul_pipeline') || undefined,
    'vcs.change.id': ownText(span, 'ref_number') || undefined,
    'vcs.ref.head.revision': revisions.find(
      text => shaSchema.safeParse(text).success && !/^\d{1,6}$/.test(text),
    ),
    'vcs.ref.head.name':
      ownText(span, 'ref_branch') ||
      (/^refs\/heads\/(.+)$/.exec(ref)?.[1] ?? undefined),
  };
}
