/**
 * Quality gates, DORA numbers and pipelines on the component page.
 *
 * The default export is the plugin of the new frontend system; the named exports are the classic plugin and its
 * extensions, over the same components.
 *
 * @packageDocumentation
 */
export { qualityGatesFrontendPlugin as default } from './plugin';
export {
  EntityQualityGatesCard,
  EntityQualityGatesContent,
  QualityGatesAdminPage,
  qualityGatesPlugin,
} from './classic';
export {
  qualityGatesApiRef,
  type QualityGatesApi,
} from './api/QualityGatesApi';
export { isQualityGatesAvailable } from './entity/isQualityGatesAvailable';
export { qualityGatesTranslationRef } from './translation';
