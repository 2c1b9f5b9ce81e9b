/**
 * Conformance kits for modules of Quality Gates.
 *
 * @packageDocumentation
 */
export { deliver } from './deliver';
export {
  describeSource,
  type GoldenCase,
  type MalformedCase,
  type SignedCase,
  type SourceCases,
} from './describeSource';
export {
  describeDoraCases,
  type AnswerDoraCase,
  type DoraCaseQuestion,
  type TestRunner,
} from './describeDoraCases';
export {
  readDoraCases,
  type DoraCase,
  type DoraExpectation,
} from './doraCases';
export { describeSource } from './describeSource';
export * from './SourceCases';
