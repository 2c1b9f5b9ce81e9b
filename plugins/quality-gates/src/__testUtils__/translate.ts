import { mockApis } from '@backstage/frontend-test-utils';
import { qualityGatesTranslationRef, type Translate } from '../translation';

/** The English texts, for tests of pure functions. */
export const translate: Translate = (() => {
  const snapshot = mockApis
    .translation()
    .getTranslation(qualityGatesTranslationRef);
  if (!snapshot.ready) throw new Error('English texts must be ready at once');
  return snapshot.t;
})();
