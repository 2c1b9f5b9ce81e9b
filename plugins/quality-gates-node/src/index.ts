/**
 * Contracts for modules of Quality Gates.
 *
 * @packageDocumentation
 */
export * from './Delivery';
export * from './extensionPoints';
export * from './Fact';
export * from './keys';
export * from './readPayload';
export * from './Source';
export * from './Span';
export * from './webhookSecrets';
