import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Reading, SpanRole } from './emitters/Emitter';
import type { RunDraft } from './RunDrafts';
import type { RunGroup } from './RunGroup';
import type { RunIdentity } from './runIdentity';

/** A span in its place, and what it is there. */
export interface SpanNode {
  /** As its emitter means it. */
  readonly span: Span;
  readonly reading: Reading;
  /** Null at the top: no parent, a parent that never arrived, or one that would close a circle. */
  readonly parent: SpanNode | null;
  /** By (startedAt, spanId). */
  readonly children: readonly SpanNode[];
  /** Undefined for steps and anything else inside a task. */
  readonly role: SpanRole | undefined;
  /** What it says of its run; undefined for spans without a role. */
  readonly identity: RunIdentity | undefined;
  /** The run it belongs to, by its own run id, by its ancestors, or as the only one of the trace. */
  readonly group: RunGroup | undefined;
  /** Says nothing before the span of its run has come. */
  readonly waits: boolean;
}

/** A {@link SpanNode} while its trace is being read. */
export interface DraftNode extends SpanNode {
  parent: DraftNode | null;
  readonly children: DraftNode[];
  role: SpanRole | undefined;
  identity: RunIdentity | undefined;
  draft: RunDraft | undefined;
  group: RunGroup | undefined;
  waits: boolean;
}
