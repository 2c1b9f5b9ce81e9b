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
