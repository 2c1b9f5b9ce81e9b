import { restate } from '../restate';
import type { Emitter } from './Emitter';
import { semanticConventions } from './semanticConventions';

/**
 * tracepusher: spans that a script makes by hand, without any attribute of a pipeline.
 *
 * In the trace of a run each is a task of that run, else it tells of nothing we know. Only the status says how it
 * ended. Its JSON has names in snake_case and enums by name; the receiver takes both.
 * Source: agardnerIT/tracepusher tracepusher.py.
 */
export const tracepusher: Emitter = {
  id: 'tracepusher',
  read(span) {
    if (span.scopeName !== 'manual-test') return undefined;
    const told = semanticConventions.read(span);
    if (told?.role ?? told?.test) return told;
    const named = { 'cicd.pipeline.task.name': span.name };
    return { role: 'task', span: restate(span, named) };
  },
};
