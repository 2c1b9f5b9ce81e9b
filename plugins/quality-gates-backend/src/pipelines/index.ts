/** Runs as they are read, whose failures they are, and how healthy pipelines are. */
export { createFactorOf } from './jobMinutes';
export { createPipelineReader, type PipelinesQuery } from './readPipelines';
export { createRunReader, type RunQuery } from './readRuns';
export { createStageOf } from './stageOf';
export type { ActorRole } from './selfService';
