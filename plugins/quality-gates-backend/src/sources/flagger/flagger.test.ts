import { ConfigReader } from '@backstage/config';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import succeeded from './__fixtures__/succeeded.json';
import { flagger } from './index';

const event = (change: object = {}, metadata: object = {}) =>
  deliver(
    'canary',
    {
      ...succeeded,
      ...change,
      metadata: { ...succeeded.metadata, ...metadata },
    },
    { source: 'eu' },
  );

const deployment: FactOf<'deployment'> = {
  type: 'deployment',
  key: 'flagger:eu/payments-prod/payments/7d4f6c3e9b',
  subject: {
    entityRef: 'component:default/payments',
    annotations: [{ key: 'backstage.io/kubernetes-id', value: 'payments' }],
  },
  channel: 'webhook',
  at: 1741608000250,
  phase: 'terminal',
  data: {
    id: 'payments/7d4f6c3e9b',
    environment: 'production',
    status: 'Succeeded',
    result: 'success',
    reachedEnvironment: true,
    finishedAt: 1741608000250,
  },
};
const underWay = (status: string): FactOf<'deployment'> => ({
  ...deployment,
  phase: 'executing',
  data: { id: deployment.data.id, environment: 'production', status },
});

describeSource(flagger, {
  golden: [
    {
      title: 'a promoted canary is a successful deployment',
      delivery: event(),
      facts: [deployment],
    },
    {
      title: 'a failed canary is a failed deployment that did not arrive',
      delivery: event(
        { phase: 'Failed' },
        { eventMessage: 'Canary failed! Scaling down payments.payments-prod' },
      ),
      facts: [
        {
          ...deployment,
          data: {
            ...deployment.data,
            status: 'Failed',
            result: 'failure',
            reachedEnvironment: false,
          },
        },
      ],
    },
    {
      title: 'an analysis that begins is a deployment that begins',
      delivery: event(
        { phase: 'Progressing' },
        { eventMessage: 'Starting canary analysis for payments.payments-prod' },
      ),
      facts: [
        {
          ...underWay('Progressing'),
          data: {
            ...underWay('Progressing').data,
            startedAt: 1741608000250,
          },
        },
      ],
    },
    ...['WaitingPromotion', 'Promoting', 'Finalising'].map(phase => ({
      title: `a canary that is ${phase} is a deployment under way`,
      delivery: event({ phase }),
      facts: [underWay(phase)],
    })),
    {
      title: 'the namespace is the environment where none is named',
      delivery: event({}, { environment: '', version: 'v2', commit: 'abc' }),
      facts: [
        {
          ...deployment,
          data: {
            ...deployment.data,
            environment: 'payments-prod',
            version: 'v2',
            commit: 'abc',
          },
        },
      ],
    },
  ],
  ignored: [
    ...['Initializing', 'Initialized', 'Waiting', 'Terminated', 'Resting'].map(
      phase => ({
        title: `a canary that is ${phase}`,
        delivery: event({ phase }),
      }),
    ),
    {
      title: 'a new revision, whose checksum is still the one before',
      delivery: event(
        { phase: 'Progressing' },
        { eventMessage: 'New revision detected! Scaling up payments.prod' },
      ),
    },
    ...['Succeeded', 'Failed'].map(phase => ({
      title: `an event of a later day, when the canary still is ${phase}`,
      delivery: event(
        { phase },
        { eventMessage: 'payments-primary.payments-prod not ready' },
      ),
    })),
    {
      title: 'a hook that gives no time',
      delivery: deliver('canary', { ...succeeded, metadata: null }),
    },
    {
      title: 'a version of Flagger that sends no checksum',
      delivery: event({ checksum: undefined }),
    },
  ],
  malformed: [
    {
      title: 'a body without a name',
      delivery: event({ name: undefined }),
      names: 'name',
    },
    {
      title: 'a time that is none',
      delivery: event({}, { timestamp: 'now' }),
      names: 'metadata.timestamp',
    },
  ],
  signed: {
    request: {
      body: new TextEncoder().encode(JSON.stringify(succeeded)),
      headers: { authorization: `Basic ${btoa('flagger:correct horse')}` },
    },
    config: new ConfigReader({
      webhook: { secrets: ['the old one', 'correct horse'] },
    }),
    unconfigured: new ConfigReader({ type: 'flagger' }),
    proofHeader: 'authorization',
    kind: 'canary',
    externalId: undefined,
    bodyUnsigned: true,
  },
});
