import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';
import { affected } from './affected';
import { alertmanager } from './alertmanager';
import { argoRollouts } from './argo-rollouts';
import { argoWorkflows } from './argo-workflows';
import { argocd } from './argocd';
import { cache } from './cache';
import { cdevents } from './cdevents';
import { dependencyTrack } from './dependency-track';
import { flagger } from './flagger';
import { github } from './github';
import { gitlab } from './gitlab';
import { grafanaIrm } from './grafana-irm';
import { junit } from './junit';
import { launchdarkly } from './launchdarkly';
import { opsgenie } from './opsgenie';
import { pagerduty } from './pagerduty';
import { plain } from './plain';
import { playwright } from './playwright';
import { sarif } from './sarif';
import { sentry } from './sentry';
import { tekton } from './tekton';
import { trivy } from './trivy';

export { createSourceRegistry } from './createSourceRegistry';

/** The systems understood without any module. A new one is one folder and one name here. */
export const builtinSources: readonly Source[] = [
  affected,
  alertmanager,
  argoRollouts,
  argoWorkflows,
  argocd,
  cache,
  cdevents,
  dependencyTrack,
  flagger,
  github,
  gitlab,
  grafanaIrm,
  junit,
  launchdarkly,
  opsgenie,
  pagerduty,
  plain,
  playwright,
  sarif,
  sentry,
  tekton,
  trivy,
];
