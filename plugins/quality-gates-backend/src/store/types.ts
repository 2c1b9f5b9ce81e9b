/**
 * The contract of the store, in prose and types.
 *
 * Facts are joined, never overwritten. For one (type, entity, key) the store keeps, per field, the best of everything
 * that was ever said about it, and the columns are read off that. The join is commutative, associative and
 * idempotent, so the same delivery twice, any order, and four writers at once end in the same rows (ADR 1).
 *
 * Every writing call is one transaction that may be repeated. It resolves after the commit. It throws
 * ServiceUnavailableError when the database did not answer within {@link StoreOptions.deadlineMs}: the caller may
 * try the same again. Instants are milliseconds since the epoch, half-open windows, lists newest first with a cursor.
 *
 * Each subject has its part of the contract, such as `TraceStore.ts`, and what fulfils it, such as `createTraceCalls.ts`.
 */
import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { DeliveryStore } from './DeliveryStore';
import type { EvaluationStore } from './EvaluationStore';
import type { FactStore } from './FactStore';
import type { LogStore } from './LogStore';
import type { OutgoingStore } from './outgoingTypes';
import type { ProjectDeployments } from './projectionTypes';
import type { PullStore } from './PullStore';
import type { TraceStore } from './TraceStore';
import type { UnmappedStore } from './UnmappedStore';

export type * from './attributionTypes';
export type * from './DeliveryStore';
export type * from './EvaluationStore';
export type * from './evaluationTypes';
export type * from './evaluationWorkTypes';
export type * from './FactStore';
export type * from './gateRecordTypes';
export type * from './LogStore';
export type * from './outgoingTypes';
export type * from './projectionTypes';
export type * from './PullStore';
export type * from './rowTypes';
export type * from './TraceStore';
export type * from './UnmappedStore';

/** How to build the store. */
export interface StoreOptions {
  readonly projectDeployments: ProjectDeployments;
  /** Time of arrival of facts; mocked in tests. */
  readonly now: () => Millis;
  /** How long a call waits for the database before it throws ServiceUnavailableError. */
  readonly deadlineMs: number;
  /** Facts older than this start no evaluation of themselves; by default none does. */
  readonly triggerMaxAgeMs?: number;
}

/** All reads and writes of Quality Gates. */
export interface Store
  extends DeliveryStore,
    TraceStore,
    LogStore,
    PullStore,
    UnmappedStore,
    FactStore,
    EvaluationStore,
    OutgoingStore {}
