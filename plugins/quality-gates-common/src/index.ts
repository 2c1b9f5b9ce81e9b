/**
 * Nouns, wire schemas, permissions and the API client of Quality Gates.
 *
 * @packageDocumentation
 */
export * from './annotations';
export type { QualityGatesClientOptions, Query } from './client/askBackend';
export * from './client/QualityGatesClient';
export * from './client/queries';
export * from './nouns/outcome';
export * from './nouns/reasons';
export * from './nouns/result';
export * from './nouns/stage';
export * from './permissions';
export * from './wire/deliveries';
export * from './wire/dora';
export * from './wire/evaluations';
export * from './wire/facts';
export * from './wire/ingest';
export * from './wire/outbox';
export * from './wire/pipelines';
export * from './wire/policies';
export {
  entityRefSchema,
  instantSchema,
  linkSchema,
  pageSchema,
  shaSchema,
  type Page,
} from './wire/primitives';
