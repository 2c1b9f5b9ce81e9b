import type { Emitter } from './Emitter';
import { otelCicdAction } from './otelCicdAction';

/**
 * The GitHub Action otel-export-trace-action, from which otel-cicd-action comes: the same tree without any name of the
 * conventions.
 *
 * A branch is told only of pull requests, by `github.head_ref`. Test cases of artifacts come under the same scope; they
 * are asked for before.
 * Source: inception-health/otel-export-trace-action src/tracing.
 */
export const otelExportTrace: Emitter = {
  id: 'otel-export-trace',
  read: span =>
    span.scopeName === 'otel-export-trace'
      ? otelCicdAction.read(span)
      : undefined,
};
