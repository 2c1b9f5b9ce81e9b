import type { Deployment } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { GlyphName } from '../show/glyphShapes';
import type { Translate } from '../translation';

/** Something that counts for or against a deployment, and why. */
export interface Mark {
  readonly glyph: GlyphName;
  readonly text: string;
}

/** What people call a deployment, by the sender's id: its version where it is known, else the id. */
export type NameDeployment = (id: string) => string;

/**
 * Names deployments by the versions of those at hand.
 *
 * @example nameByVersion([{ id: '691886', version: '2.97.1', … }])('691886') // '2.97.1'
 */
export function nameByVersion(
  deployments: readonly Deployment[],
): NameDeployment {
  const versions = new Map(deployments.map(({ id, version }) => [id, version]));
  return id => versions.get(id) ?? id;
}

/** Why a deployment counts as failed or as rework, and what it rolled back or fixed; empty when all went well. */
export function describeMarks(
  deployment: Deployment,
  nameOf: NameDeployment,
  t: Translate,
): Mark[] {
  const { failed, failedBy, rework, rollbackOf, hotfixFor } = deployment;
  const marks: Mark[] = failedBy.map(({ type, id }) => ({
    glyph: type === 'incident' ? 'incident' : 'fail',
    text: t(`deploy.failedBy.${type}`, {
      id: type === 'incident' ? id : nameOf(id),
    }),
  }));
  if (failed && marks.length === 0) {
    marks.push({ glyph: 'fail', text: t('deploy.failed') });
  }
  if (rollbackOf) {
    marks.push({
      glyph: 'rollback',
      text: t('deploy.rollbackOf', { id: nameOf(rollbackOf) }),
    });
  }
  if (hotfixFor) {
    marks.push({
      glyph: 'warn',
      text: t('deploy.hotfixFor', { id: nameOf(hotfixFor) }),
    });
  }
  if (rework && !rollbackOf && !hotfixFor) {
    marks.push({ glyph: 'warn', text: t('deploy.rework') });
  }
  return marks;
}
