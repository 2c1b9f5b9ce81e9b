/**
 * Contracts for modules of Quality Gates.
 *
 * @packageDocumentation
 */
export * from './cloudEvents';
export * from './createScanReport';
export * from './createTestReport';
export * from './createUnsignedWebhook';
export * from './Delivery';
export * from './describeReading';
export * from './explainIssue';
export * from './extensionPoints';
export * from './Fact';
export * from './FactReader';
export * from './fillText';
export { createGateSource } from './gateSource/createGateSource';
export { fetchPayload } from './gateSource/fetchPayload';
export { limitTime, type TimeLimit } from './gateSource/limitTime';
export {
  SourceUnavailableError,
  type SourceTrouble,
} from './gateSource/SourceUnavailableError';
export * from './gateDuration';
export * from './GateKind';
export * from './imageVersion';
export * from './incidentLabels';
export * from './isSameCommit';
export * from './keys';
export * from './kubernetesObject';
export * from './readInstant';
export * from './readKubernetesOrigin';
export * from './Notifier';
export * from './payloadFields';
export * from './Poll';
export * from './pollPages';
export * from './prometheus';
export * from './readPayload';
export * from './readReportedFile';
export * from './reports';
export * from './shortText';
export * from './Source';
export * from './Span';
export * from './testResults';
export * from './webhookSecrets';
