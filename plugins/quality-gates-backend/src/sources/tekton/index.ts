import {
  checkPayload,
  CLOUD_EVENTS_BATCH,
  cloudEventsIngress,
  hasAuthorizationSecret,
  readCloudEvents,
  type CloudEvent,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { pipelineRunPayload, taskRunPayload } from './payloads';
import { pipelineRunFacts } from './pipelineRun';
import { taskRunFacts } from './taskRun';

const PIPELINE_RUN = /^dev\.tekton\.event\.pipelinerun\.[a-z]+\.v1$/;
const TASK_RUN = /^dev\.tekton\.event\.taskrun\.[a-z]+\.v1$/;

/** Tekton Pipelines, by the CloudEvents of its events controller. Set-up: README.md. */
export const tekton: Source = {
  id: 'tekton',
  ingress: [
    { type: 'webhook', ...cloudEventsIngress, verify: hasAuthorizationSecret },
  ],
  normalise(delivery: Delivery): Fact[] {
    const { kind } = delivery;
    const known = PIPELINE_RUN.test(kind) || TASK_RUN.test(kind);
    if (!known && kind !== CLOUD_EVENTS_BATCH) return [];
    return readCloudEvents(delivery, { system: 'Tekton' }).flatMap(factsOf);
  },
};

/** The phase in the type is not read: the run itself says more exactly how it stands. */
function factsOf({ type, data }: CloudEvent): Fact[] {
  const about = { system: 'Tekton', kind: type };
  if (PIPELINE_RUN.test(type)) {
    return pipelineRunFacts(checkPayload(pipelineRunPayload, data, about));
  }
  if (TASK_RUN.test(type)) {
    return taskRunFacts(checkPayload(taskRunPayload, data, about));
  }
  return [];
}
