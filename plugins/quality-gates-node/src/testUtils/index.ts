/**
 * Conformance kits for modules of Quality Gates.
 *
 * @packageDocumentation
 */
export { deliver } from './deliver';
export { describeSource } from './describeSource';
export * from './SourceCases';
