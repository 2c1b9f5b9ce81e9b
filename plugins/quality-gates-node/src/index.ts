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
export * from './keys';
export * from './Poll';
export * from './readPayload';
export * from './reports';
export * from './Source';
export * from './Span';
export * from './webhookSecrets';
