/**
 * Contracts for modules of Quality Gates.
 *
 * @packageDocumentation
 */
export * from './Delivery';
export * from './extensionPoints';
export * from './Fact';
export * from './FactReader';
export * from './GateKind';
export * from './incidentLabels';
export * from './keys';
export * from './readPayload';
export * from './reports';
export * from './Source';
export * from './Span';
export * from './webhookSecrets';
export * from './fillText';
export { createGateSource } from './gateSource/createGateSource';
export {
  SourceUnavailableError,
  type SourceTrouble,
} from './gateSource/SourceUnavailableError';
