import { normaliseResult } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hasOwn, ownText } from '../attributeText';
import { restate } from '../restate';
import type { Emitter } from './Emitter';

/**
 * The callback plugin `community.general.opentelemetry` of Ansible: one span a playbook, one a task and host.
 *
 * A playbook on its own is a run named after it. With a TRACEPARENT it is a step of somebody's pipeline, and so are its
 * tasks. It knows neither repository nor commit.
 * Source: ansible-collections/community.general plugins/callback/opentelemetry.py.
 */
export const ansible: Emitter = {
  id: 'ansible',
  read(span) {
    if (hasOwn(span, 'ansible.version')) {
      if (span.parentSpanId !== null) return { span };
      const named = { 'cicd.pipeline.name': span.name };
      return { role: 'run', standAlone: true, span: restate(span, named) };
    }
    if (!hasOwn(span, 'ansible.task.name')) return undefined;
    return {
      role: 'task',
      standAlone: true,
      identity: { byAncestor: true },
      span: restate(span, {
        'cicd.pipeline.task.name': ownText(span, 'ansible.task.name'),
        'cicd.pipeline.task.run.result': resultOf(span),
      }),
    };
  },
};

/** `included` and `ignored` are no results: then the span's status counts. */
function resultOf(span: Span): string | undefined {
  const word = ownText(span, 'ansible.task.host.status');
  return normaliseResult(word) === 'unknown' ? undefined : word;
}
