import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { Source } from './Source';

/** Adds systems that Quality Gates understands. */
export interface QualityGatesSourcesExtensionPoint {
  /** Throws ConflictError when a source with the same id is already there. */
  addSource(source: Source): void;
}

/** See {@link QualityGatesSourcesExtensionPoint}. */
export const qualityGatesSourcesExtensionPoint =
  createExtensionPoint<QualityGatesSourcesExtensionPoint>({
    id: 'quality-gates.sources',
  });
