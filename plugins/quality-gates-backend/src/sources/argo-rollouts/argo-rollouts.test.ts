import { ConfigReader } from '@backstage/config';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import completed from './__fixtures__/on-rollout-completed.json';
import { argoRollouts } from './index';

const ms = (text: string) => Date.parse(text);
const notification = (body: unknown) =>
  deliver('rollout', body, { source: 'eu' });
const UID = '0f0e0d0c-1111-4222-8333-444455556666';
const subject = {
  annotations: [
    { key: 'backstage.io/kubernetes-id', value: 'payments' },
    { key: 'argocd/app-name', value: 'payments-eu' },
  ],
};

const deployment: FactOf<'deployment'> = {
  type: 'deployment',
  key: `argo-rollouts:eu/payments-prod/payments/${UID}/12`,
  subject,
  channel: 'webhook',
  at: ms('2025-03-10T12:10:00Z'),
  phase: 'terminal',
  data: {
    id: 'payments/12',
    environment: 'production',
    version: 'v1.4.0',
    result: 'success',
    status: 'Completed',
    reachedEnvironment: true,
    finishedAt: ms('2025-03-10T12:10:00Z'),
  },
};
const analysis: FactOf<'gate-report'> = {
  type: 'gate-report',
  key: `${deployment.key}/payments-prod/payments-7d4f-12-2/99990000-1111-4222-8333-444455556666`,
  subject,
  channel: 'webhook',
  at: ms('2025-03-10T12:07:00Z'),
  phase: 'terminal',
  data: {
    id: 'payments-7d4f-12-2',
    gate: 'argo-rollouts-analysis-step',
    environment: 'production',
    version: 'v1.4.0',
    deploymentId: 'payments/12',
    outcome: 'pass',
    value: 0.99,
    summary: 'success-rate: Successful',
  },
};
const aborted = { ...completed, trigger: 'on-rollout-aborted' };
const { trigger, ...untriggered } = completed;

describeSource(argoRollouts, {
  golden: [
    {
      title: 'a completed rollout is a deployment, its analysis a gate report',
      delivery: notification(completed),
      facts: [deployment, analysis],
    },
    {
      title: 'an aborted rollout is a failed deployment that did not arrive',
      delivery: notification({ ...aborted, analysisRuns: null }),
      facts: [
        {
          ...deployment,
          data: {
            ...deployment.data,
            result: 'failure',
            status: 'Aborted',
            reachedEnvironment: false,
          },
        },
      ],
    },
    {
      title: 'an analysis that ended says nothing of the deployment',
      delivery: notification({
        ...completed,
        trigger: 'on-analysis-run-error',
      }),
      facts: [analysis],
    },
  ],
  ignored: [
    {
      title: 'a trigger that is about replicas',
      delivery: notification({
        ...completed,
        trigger: 'on-scaling-replica-set',
        analysisRuns: [],
      }),
    },
  ],
  malformed: [
    {
      title: 'a body without a trigger',
      delivery: notification(untriggered),
      names: 'trigger',
    },
    {
      title: 'a body without a rollout',
      delivery: notification({ trigger: 'on-rollout-completed' }),
      names: 'rollout',
    },
    {
      title: 'text that a template did not quote',
      delivery: notification(new TextEncoder().encode('{"rollout": <nil>}')),
      names: 'toJson',
    },
  ],
  signed: {
    request: {
      body: new TextEncoder().encode(JSON.stringify(completed)),
      headers: { authorization: 'Bearer correct horse' },
    },
    config: new ConfigReader({
      webhook: { secrets: ['the old one', 'correct horse'] },
    }),
    unconfigured: new ConfigReader({ type: 'argo-rollouts' }),
    proofHeader: 'authorization',
    kind: 'rollout',
    externalId: undefined,
    bodyUnsigned: true,
  },
});
