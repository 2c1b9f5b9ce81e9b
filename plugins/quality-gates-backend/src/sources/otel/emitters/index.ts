import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Emitter, Reading } from './Emitter';
import { githubReceiver } from './githubReceiver';
import { gitlabReceiver } from './gitlabReceiver';
import { jenkins } from './jenkins';
import { otelCicdAction } from './otelCicdAction';
import { semanticConventions } from './semanticConventions';

/** The first emitter that knows a span explains it. The conventions stand last: others use their names differently. */
export const emitters: readonly Emitter[] = [
  githubReceiver,
  gitlabReceiver,
  otelCicdAction,
  jenkins,
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
