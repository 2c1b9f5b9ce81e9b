import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';
import { alertmanager } from './alertmanager';
import { argoRollouts } from './argo-rollouts';
import { argoWorkflows } from './argo-workflows';
import { argocd } from './argocd';
import { cdevents } from './cdevents';
import { flagger } from './flagger';
import { github } from './github';
import { gitlab } from './gitlab';
import { grafanaIrm } from './grafana-irm';
import { launchdarkly } from './launchdarkly';
import { opsgenie } from './opsgenie';
import { pagerduty } from './pagerduty';
import { plain } from './plain';
import { sentry } from './sentry';
import { tekton } from './tekton';

export { createSourceRegistry } from './createSourceRegistry';

/** The systems understood without any module. A new one is one folder and one name here. */
export const builtinSources: readonly Source[] = [
  alertmanager,
  argoRollouts,
  argoWorkflows,
  argocd,
  cdevents,
  flagger,
  github,
  gitlab,
  grafanaIrm,
  launchdarkly,
  opsgenie,
  pagerduty,
  plain,
  sentry,
  tekton,
];
