import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';
import { alertmanager } from './alertmanager';
import { argocd } from './argocd';
import { github } from './github';
import { gitlab } from './gitlab';
import { grafanaIrm } from './grafana-irm';
import { launchdarkly } from './launchdarkly';
import { opsgenie } from './opsgenie';
import { pagerduty } from './pagerduty';
import { plain } from './plain';
import { sentry } from './sentry';

export { createSourceRegistry } from './createSourceRegistry';

/** The systems understood without any module. A new one is one folder and one name here. */
export const builtinSources: readonly Source[] = [
  alertmanager,
  argocd,
  github,
  gitlab,
  grafanaIrm,
  launchdarkly,
  opsgenie,
  pagerduty,
  plain,
  sentry,
];
