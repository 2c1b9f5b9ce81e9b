import { ConfigReader } from '@backstage/config';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import degraded from './__fixtures__/on-health-degraded.json';
import deployed from './__fixtures__/on-deployed.json';
import failed from './__fixtures__/on-sync-failed.json';
import running from './__fixtures__/on-sync-running.json';
import { argocd } from './index';

const ms = (text: string) => Date.parse(text);
const notification = (body: unknown) =>
  deliver('application', body, { source: 'argocd-eu' });

const deployedFact: FactOf<'deployment'> = {
  type: 'deployment',
  key: 'argocd:argocd-eu/argocd/payments-eu/2025-03-10T12:00:00.000Z',
  subject: {
    annotations: [
      { key: 'argocd/app-name', value: 'payments-eu' },
      { key: 'argocd/app-selector', value: 'team=payments' },
    ],
  },
  channel: 'webhook',
  at: ms('2025-03-10T12:02:00Z'),
  phase: 'terminal',
  data: {
    id: 'payments-eu/2025-03-10T12:00:00.000Z',
    environment: 'production',
    version: 'v1.4.0',
    result: 'success',
    status: 'Healthy',
    reachedEnvironment: true,
    startedAt: ms('2025-03-10T12:00:00Z'),
    finishedAt: ms('2025-03-10T12:00:30Z'),
    actor: 'ana',
    url: 'https://argocd.example.com/applications/argocd/payments-eu',
  },
};
const later = structuredClone(deployed);
later.app.status.health.lastTransitionTime = '2025-03-10T12:03:00Z';
const { startedAt, ...noStart } = deployed.app.status.operationState;

describeSource(argocd, {
  golden: [
    {
      title: 'a sync that runs is a deployment under way, of no version yet',
      delivery: notification(running),
      facts: [
        {
          ...deployedFact,
          at: ms('2025-03-10T12:00:00Z'),
          phase: 'executing',
          data: {
            ...deployedFact.data,
            version: undefined,
            result: undefined,
            status: 'Running',
            reachedEnvironment: undefined,
            finishedAt: undefined,
          },
        },
      ],
    },
    {
      title: 'synced and healthy is a successful deployment',
      delivery: notification(deployed),
      facts: [deployedFact],
    },
    {
      title: 'the same deployment with a later health is the same one, later',
      delivery: notification(later),
      facts: [{ ...deployedFact, at: ms('2025-03-10T12:03:00Z') }],
    },
    {
      title: 'a failed sync is a failed deployment that did not arrive',
      delivery: notification(failed),
      facts: [
        {
          ...deployedFact,
          at: ms('2025-03-10T12:00:30Z'),
          data: {
            ...deployedFact.data,
            version: undefined,
            result: 'failure',
            status: 'Failed',
            reachedEnvironment: false,
          },
        },
      ],
    },
    {
      title: 'synced and degraded is a failed deployment that did arrive',
      delivery: notification(degraded),
      facts: [
        {
          ...deployedFact,
          at: ms('2025-03-10T12:10:30Z'),
          data: {
            ...deployedFact.data,
            result: 'failure',
            status: 'Degraded',
          },
        },
      ],
    },
  ],
  ignored: [
    {
      title: 'an application that was never synced',
      delivery: notification({
        app: { metadata: { name: 'new' }, status: { operationState: null } },
      }),
    },
    {
      title: 'a phase that Argo CD does not have today',
      delivery: notification({
        app: {
          ...deployed.app,
          status: { operationState: { phase: 'Resting', startedAt } },
        },
      }),
    },
  ],
  malformed: [
    {
      title: 'a body without an application',
      delivery: notification({ message: 'deployed' }),
      names: 'app',
    },
    {
      title: 'a sync without a start',
      delivery: notification({
        app: { ...deployed.app, status: { operationState: noStart } },
      }),
      names: 'app.status.operationState.startedAt',
    },
    {
      title: 'an application that nothing gives an environment',
      delivery: notification({
        app: {
          metadata: { name: 'payments' },
          status: deployed.app.status,
        },
      }),
      names: 'quality-gates.io/environment',
    },
    {
      title: 'text that a template did not quote',
      delivery: notification(new TextEncoder().encode('{"app": <no value>}')),
      names: 'toJson',
    },
  ],
  signed: {
    request: {
      body: new TextEncoder().encode(JSON.stringify(deployed)),
      headers: { 'x-quality-gates-token': 'correct horse' },
    },
    config: new ConfigReader({
      webhook: { secrets: ['the old one', 'correct horse'] },
    }),
    unconfigured: new ConfigReader({ type: 'argocd' }),
    proofHeader: 'x-quality-gates-token',
    kind: 'application',
    externalId: undefined,
    bodyUnsigned: true,
  },
});
