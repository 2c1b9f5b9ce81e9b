import type { Deployment } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { GlyphName } from '../show/glyphShapes';
import type { Translate } from '../translation';

/** Something that counts for or against a deployment, and why. */
export interface Mark {
  readonly glyph: GlyphName;
  readonly text: string;
}

/** Why a deployment counts as failed or as rework, and what it rolled back or fixed; empty when all went well. */
export function describeMarks(deployment: Deployment, t: Translate): Mark[] {
  const { failed, failedBy, rework, rollbackOf, hotfixFor } = deployment;
  const marks: Mark[] = failedBy.map(({ type, id }) => ({
    glyph: type === 'incident' ? 'incident' : 'fail',
    text: t(`deploy.failedBy.${type}`, { id }),
  }));
  if (failed && marks.length === 0) {
    marks.push({ glyph: 'fail', text: t('deploy.failed') });
  }
  if (rollbackOf) {
    marks.push({
      glyph: 'rollback',
      text: t('deploy.rollbackOf', { id: rollbackOf }),
    });
  }
  if (hotfixFor) {
    marks.push({
      glyph: 'warn',
      text: t('deploy.hotfixFor', { id: hotfixFor }),
    });
  }
  if (rework && !rollbackOf && !hotfixFor) {
    marks.push({ glyph: 'warn', text: t('deploy.rework') });
  }
  return marks;
}
