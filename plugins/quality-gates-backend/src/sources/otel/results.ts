import {
  normaliseResult,
  type Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { readOwnText, readText } from './aliases';

/** How a run ended: its result attribute, else the span's status. */
export function runResult(span: Span): Result {
  const word = readText(span, 'cicd.pipeline.result');
  return word ? normaliseResult(word) : statusResult(span);
}

/** How a task ended: its result attribute, else the span's status. */
export function taskResult(span: Span): Result {
  const word = readText(span, 'cicd.pipeline.task.run.result');
  return word ? normaliseResult(word) : statusResult(span);
}

/** How a step ended: a result of its own, not that of the resource, which may be about the job; else its status. */
export function stepResult(span: Span): Result {
  const word = readOwnText(span, 'cicd.pipeline.task.run.result');
  return word ? normaliseResult(word) : statusResult(span);
}

/**
 * What a status says where no attribute does. Unset is `unknown`, never success: emitters leave it unset on success and
 * on much else.
 */
export function statusResult(span: Span): Result {
  if (span.statusCode === 2) return 'failure';
  return span.statusCode === 1 ? 'success' : 'unknown';
}
