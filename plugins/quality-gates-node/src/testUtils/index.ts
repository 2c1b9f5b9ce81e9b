/**
 * Conformance kits for modules of Quality Gates.
 *
 * @packageDocumentation
 */
export { deliver } from './deliver';
export { deliverFile } from './deliverFile';
export {
  describeDoraCases,
  type AnswerDoraCase,
  type DoraCaseQuestion,
  type TestRunner,
} from './describeDoraCases';
export { describeSource } from './describeSource';
export {
  readDoraCases,
  type DoraCase,
  type DoraExpectation,
} from './doraCases';
export * from './SourceCases';
export {
  createProbeContext,
  KIT_NOW,
  type ProbeContextOptions,
} from './createProbeContext';
export { describeGateKind } from './describeGateKind';
export * from './GateKindCases';
export {
  startLoopbackSource,
  type LoopbackAnswer,
  type LoopbackRequest,
  type LoopbackSource,
} from './startLoopbackSource';
export {
  missingPrograms,
  startMonitoring,
  untilOk,
  type Monitoring,
} from './startMonitoring';
