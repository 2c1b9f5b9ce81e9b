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
