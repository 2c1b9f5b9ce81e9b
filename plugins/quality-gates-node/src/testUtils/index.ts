/**
 * Conformance kits for modules of Quality Gates.
 *
 * @packageDocumentation
 */
export {
  describeDoraCases,
  type AnswerDoraCase,
  type DoraCaseQuestion,
} from './describeDoraCases';
export {
  readDoraCases,
  type DoraCase,
  type DoraExpectation,
} from './doraCases';
