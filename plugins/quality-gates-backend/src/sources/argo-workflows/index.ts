import {
  createUnsignedWebhook,
  readPayload,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { workflowPayload } from './payloads';
import { workflowFacts } from './workflow';

const KIND = 'workflow';

/** Argo Workflows, by a sensor of Argo Events or by an exit handler. Set-up: README.md. */
export const argoWorkflows: Source = {
  id: 'argo-workflows',
  ingress: [createUnsignedWebhook(KIND)],
  normalise(delivery: Delivery): Fact[] {
    if (delivery.kind !== KIND) return [];
    const { workflow } = readPayload(workflowPayload, delivery, {
      system: 'Argo Workflows',
      hint: 'use sensor.yaml or exitHandler.yaml as they are',
    });
    return workflowFacts(workflow);
  },
};
