import { hasOwn } from '../attributeText';
import { restate } from '../restate';
import type { Emitter } from './Emitter';
import { semanticConventions } from './semanticConventions';

/**
 * otel-cli: one span a command that a script runs under it.
 *
 * In the trace of a run it is a task of that run, else it tells of nothing we know. Attributes of the conventions that
 * the script sets by itself (`--attrs`) go first.
 * Source: equinix-labs/otel-cli otelcli/exec.go.
 */
export const otelCli: Emitter = {
  id: 'otel-cli',
  read(span) {
    const { scopeName } = span;
    if (
      !scopeName.endsWith('/otel-cli') &&
      !(hasOwn(span, 'process.command') && hasOwn(span, 'process.command_args'))
    ) {
      return undefined;
    }
    const told = semanticConventions.read(span);
    if (told?.role ?? told?.test) return told;
    const named = { 'cicd.pipeline.task.name': span.name };
    return { role: 'task', span: restate(span, named) };
  },
};
