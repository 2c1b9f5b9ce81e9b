import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { GateKind } from './GateKind';
import type { Notifier } from './Notifier';
import type { Source } from './Source';

/** Adds systems that Quality Gates understands. */
export interface QualityGatesSourcesExtensionPoint {
  /** Throws ConflictError when a source with the same id is already there. */
  addSource(source: Source): void;
}

/** See {@link QualityGatesSourcesExtensionPoint}. */
export const qualityGatesSourcesExtensionPoint =
  createExtensionPoint<QualityGatesSourcesExtensionPoint>({
    id: 'quality-gates.sources',
  });

/** Adds kinds of gates that policies can use. */
export interface QualityGatesGateKindsExtensionPoint {
  /** Throws ConflictError when a kind with the same id is already there. */
  addGateKind(kind: GateKind): void;
}

/** See {@link QualityGatesGateKindsExtensionPoint}. */
export const qualityGatesGateKindsExtensionPoint =
  createExtensionPoint<QualityGatesGateKindsExtensionPoint>({
    id: 'quality-gates.gate-kinds',
  });

/** Adds those who are told of verdicts. */
export interface QualityGatesNotifiersExtensionPoint {
  /** Throws ConflictError when a notifier with the same id is already there. */
  addNotifier(notifier: Notifier): void;
}

/** See {@link QualityGatesNotifiersExtensionPoint}. */
export const qualityGatesNotifiersExtensionPoint =
  createExtensionPoint<QualityGatesNotifiersExtensionPoint>({
    id: 'quality-gates.notifiers',
  });
