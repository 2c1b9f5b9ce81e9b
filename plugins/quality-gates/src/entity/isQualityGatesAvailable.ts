import type { Entity } from '@backstage/catalog-model';

/**
 * Whether Quality Gates has a tab and a card for `entity`: every component does, also one nothing was reported for.
 *
 * @example
 * ```tsx
 * <EntityLayout.Route if={isQualityGatesAvailable} path="/quality-gates" title="Quality gates">
 * ```
 */
export function isQualityGatesAvailable(entity: Entity): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === 'component';
}
