import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { ownText } from '../attributeText';
import { restate } from '../restate';
import type { Emitter } from './Emitter';

const STEPS: ReadonlySet<string> = new Set([
  'get',
  'put',
  'task',
  'set_pipeline',
  'load_var',
]);

/**
 * Concourse: a build of a job is the run, its get, put and other steps are the tasks.
 *
 * No span says how anything ended: a status is set for errors of Concourse itself, and a task that exits with 1 leaves
 * it unset. So a build failed where one of its steps says so, and is unknown else. Build numbers repeat from job to
 * job; team, pipeline, job and number name a build. Everything else Concourse traces is its own work. Of the repository
 * nothing is said.
 * Source: concourse/concourse atc/db/build.go, atc/engine, tracing.
 */
export const concourse: Emitter = {
  id: 'concourse',
  read(span) {
    const build = ownText(span, 'build_id');
    if (build === '' || ownText(span, 'team_name') === '') {
      return span.scopeName === 'concourse'
        ? { role: 'platform', span, identity: { byAncestor: true } }
        : undefined;
    }
    const named = restate(span, ofBuild(span));
    if (span.name === 'build') {
      return { role: 'run', failsByTask: true, span: named };
    }
    if (!STEPS.has(span.name)) return { span };
    const name = `${span.name} ${ownText(span, 'name')}`.trim();
    return {
      role: 'task',
      span: restate(named, { 'cicd.pipeline.task.name': name }),
    };
  },
};

/** A build without a job was started by hand (`fly execute`) and has no number either. */
function ofBuild(span: Span) {
  const job = ['pipeline', 'job'].map(key => ownText(span, key));
  const number = ownText(span, 'build') || ownText(span, 'build_id');
  return {
    'cicd.pipeline.name': job.filter(Boolean).join('/') || undefined,
    'cicd.pipeline.run.id': [ownText(span, 'team_name'), ...job, number]
      .filter(Boolean)
      .join('/'),
  };
}
