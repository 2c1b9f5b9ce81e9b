import type { Config } from '@backstage/config';
import type { Delivery } from '../Delivery';
import type { Fact } from '../Fact';
import type { ReceivedRequest } from '../Source';

/** A delivery and what it must say. */
export interface GoldenCase {
  /** A true sentence: the title of the test. */
  readonly title: string;
  readonly delivery: Delivery;
  /** The facts, in order. Fields that are undefined count as absent. */
  readonly facts: readonly Fact[];
}

/** A delivery that must be refused. */
export interface MalformedCase {
  readonly title: string;
  readonly delivery: Delivery;
  /** What the message must name: the path of the wrong field. */
  readonly names: string | RegExp;
}

/** What the system itself would send, and the configuration that proves it. */
export interface SignedCase {
  readonly request: ReceivedRequest;
  readonly config: Config;
  /** Lower-case name of the header that carries the proof. */
  readonly proofHeader: string;
  readonly kind: string;
  /** Undefined = the system gives none. */
  readonly externalId: string | undefined;
  /** A section of an instance for which nothing is configured to prove with. */
  readonly unconfigured: Config;
  /** The proof is a shared token, which says nothing of the body: a changed body is then not told apart. */
  readonly bodyUnsigned?: true;
}

/** Everything {@link describeSource} needs to know of a source. */
export interface SourceCases {
  readonly golden: readonly GoldenCase[];
  /** Deliveries the source does not care about. One of a kind that nobody knows is added to them. */
  readonly ignored?: readonly { title: string; delivery: Delivery }[];
  readonly malformed: readonly MalformedCase[];
  /** Needed by sources with a webhook. */
  readonly signed?: SignedCase;
}
