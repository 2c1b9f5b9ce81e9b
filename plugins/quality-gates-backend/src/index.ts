/**
 * Receives, normalises, stores and serves delivery telemetry per catalog entity.
 *
 * @packageDocumentation
 */
export { qualityGatesPlugin as default } from './plugin';
