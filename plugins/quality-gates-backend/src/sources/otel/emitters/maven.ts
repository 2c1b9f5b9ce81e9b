import { hasOwn, ownText } from '../attributeText';
import { restate } from '../restate';
import type { Emitter, Reading } from './Emitter';

const GOAL = 'maven.execution.goal';
const INSIDE = { standAlone: true, identity: { byAncestor: true } };

/**
 * The OpenTelemetry extension of Maven: a build, its projects and the goals of each.
 *
 * A build on its own is a run named after its project, without the version. With a TRACEPARENT it is a step of
 * somebody's pipeline, and so is all below it. A build that succeeds leaves its status unset, so that its result is
 * unknown; goals say theirs. `deploy:deploy` publishes an artifact and deploys to no environment.
 * Source: opentelemetry-java-contrib maven-extension.
 */
export const maven: Emitter = {
  id: 'maven',
  read(span) {
    if (hasOwn(span, GOAL)) {
      const task = { 'cicd.pipeline.task.name': span.name };
      return { ...INSIDE, role: 'task', span: restate(span, task) };
    }
    const artifact = ownText(span, 'maven.project.artifactId');
    if (artifact === '') return undefined;
    if (!span.name.startsWith('Build: ')) {
      return { ...INSIDE, role: 'stage', span };
    }
    return readBuild({ span });
  },
};

function readBuild({ span }: Reading): Reading {
  if (span.parentSpanId !== null) return { span };
  const group = ownText(span, 'maven.project.groupId');
  const artifact = ownText(span, 'maven.project.artifactId');
  const name = [group, artifact].filter(Boolean).join(':');
  return {
    role: 'run',
    standAlone: true,
    failsByTask: true,
    span: restate(span, { 'cicd.pipeline.name': name }),
  };
}
