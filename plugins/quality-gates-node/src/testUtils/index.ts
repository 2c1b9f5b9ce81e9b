/**
 * Conformance kits for modules of Quality Gates.
 *
 * @packageDocumentation
 */
export {};
