/**
 * Conformance kits for modules of Quality Gates.
 *
 * @packageDocumentation
 */
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
