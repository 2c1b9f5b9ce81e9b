import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { ansible } from './ansible';
import { argoWorkflows } from './argoWorkflows';
import { buildkite } from './buildkite';
import { concourse } from './concourse';
import type { Emitter, Reading } from './Emitter';
import { githubReceiver } from './githubReceiver';
import { gitlabReceiver } from './gitlabReceiver';
import { jenkins } from './jenkins';
import { junit2otlp } from './junit2otlp';
import { maven } from './maven';
import { otelCicdAction } from './otelCicdAction';
import { otelCli } from './otelCli';
import { otelExportTrace } from './otelExportTrace';
import { pytestOtel } from './pytestOtel';
import { semanticConventions } from './semanticConventions';
import { testArtifact } from './testArtifact';
import { tracepusher } from './tracepusher';
import { zuul } from './zuul';

/**
 * The first emitter that knows a span explains it. Those of tests stand first, as their spans are also sent on under
 * the names of others; the conventions stand last, as others use their names differently.
 */
export const emitters: readonly Emitter[] = [
  testArtifact,
  junit2otlp,
  pytestOtel,
  githubReceiver,
  gitlabReceiver,
  otelExportTrace,
  otelCicdAction,
  jenkins,
  argoWorkflows,
  buildkite,
  concourse,
  zuul,
  ansible,
  maven,
  otelCli,
  tracepusher,
  semanticConventions,
];

/** A span as the first of {@link emitters} that knows it means it. */
export function readSpan(span: Span): Reading {
  for (const emitter of emitters) {
    const reading = emitter.read(span);
    if (reading) return reading;
  }
  return { span };
}
