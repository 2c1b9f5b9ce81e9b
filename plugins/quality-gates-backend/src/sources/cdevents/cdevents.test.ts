import { ConfigReader } from '@backstage/config';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import finished from './__fixtures__/pipelinerun.finished.json';
import deployed from './__fixtures__/service.deployed.json';
import { cdevents } from './index';

const ms = (text: string) => Date.parse(text);
const bytes = (body: unknown) => new TextEncoder().encode(JSON.stringify(body));
const sha = '4f2c'.repeat(10);
const send = (kind: string, body: unknown) =>
  deliver(kind, body, { source: 'events' });

const deployment: FactOf<'deployment'> = {
  type: 'deployment',
  key: 'cdevents:events//deployer/eu/d-1/deployed',
  subject: {
    service: 'payments',
    annotations: [{ key: 'backstage.io/kubernetes-id', value: 'payments' }],
    repository: { host: 'github.com', path: 'acme/payments' },
  },
  channel: 'webhook',
  at: ms('2025-03-10T12:00:00Z'),
  phase: 'terminal',
  data: {
    id: 'd-1',
    environment: 'production',
    version: 'v1.4.0',
    commit: sha,
    digest: `sha256:${'ab'.repeat(32)}`,
    result: 'success',
    status: 'deployed',
    reachedEnvironment: true,
    finishedAt: ms('2025-03-10T12:00:00Z'),
  },
};
const run: FactOf<'run'> = {
  type: 'run',
  key: 'cdevents:events//ci/payments/main/42#1',
  subject: {
    repository: { host: 'github.com', path: 'acme/payments' },
    pipeline: 'payments-main',
  },
  channel: 'webhook',
  at: ms('2025-03-10T11:58:00.250Z'),
  phase: 'terminal',
  data: {
    pipeline: 'payments-main',
    attempt: 1,
    branch: 'main',
    commit: sha,
    result: 'failure',
    finishedAt: ms('2025-03-10T11:58:00.250Z'),
    url: 'https://ci.example.com/payments/42',
  },
};
const { environment, ...nowhere } = deployed.data.subject.content;
const noEnvironment = {
  ...deployed.data,
  subject: { ...deployed.data.subject, content: nowhere },
};

describeSource(cdevents, {
  golden: [
    {
      title: 'a deployed service is a successful deployment',
      delivery: send(deployed.type, deployed),
      facts: [deployment],
    },
    {
      title: 'the data alone says the same as its envelope',
      delivery: send(deployed.type, deployed.data),
      facts: [deployment],
    },
    {
      title: 'a finished pipeline run of another version of the spec is a run',
      delivery: send(finished.context.type, finished),
      facts: [run],
    },
    {
      title: 'a batch is all of its events, the unknown ones left out',
      delivery: send('batch', [
        deployed,
        { ...deployed, type: 'dev.cdevents.ticket.created.0.1.0' },
        { ...deployed, type: finished.context.type, data: finished },
      ]),
      facts: [deployment, run],
    },
    {
      title: 'an empty batch says nothing',
      delivery: send('batch', []),
      facts: [],
    },
  ],
  ignored: [
    {
      title: 'an event of CloudEvents that is none of CDEvents',
      delivery: send('com.example.service.deployed', deployed),
    },
    {
      title: 'a subject that CDEvents does not have today',
      delivery: send('dev.cdevents.rocket.launched.1.0.0', deployed),
    },
  ],
  malformed: [
    {
      title: 'a deployment without an environment',
      delivery: send(deployed.type, noEnvironment),
      names: 'subject.content.environment',
    },
    {
      title: 'an event without a time',
      delivery: send(finished.context.type, {
        ...finished,
        context: { id: 'e', source: '/ci' },
      }),
      names: 'context.timestamp',
    },
    {
      title: 'an envelope without data',
      delivery: send(deployed.type, { ...deployed, data: undefined }),
      names: 'body',
    },
    {
      title: 'a batch that is one event',
      delivery: send('batch', deployed),
      names: 'expected array',
    },
  ],
  signed: {
    request: {
      body: bytes(deployed),
      headers: { authorization: 'Bearer correct horse' },
    },
    config: new ConfigReader({
      webhook: { secrets: ['the old one', 'correct horse'] },
    }),
    unconfigured: new ConfigReader({ type: 'cdevents' }),
    proofHeader: 'authorization',
    kind: deployed.type,
    externalId: `${deployed.type} /deployer/eu d-1`,
    bodyUnsigned: true,
  },
});

describe('the kind of a CDEvent', () => {
  const [ingress] = cdevents.ingress;
  const kindOf = (body: unknown) =>
    ingress.type === 'webhook' &&
    ingress.kind({ headers: {}, body: bytes(body) });

  it('is found in its context when nothing is around it', () => {
    expect(kindOf(finished)).toBe(finished.context.type);
  });

  it.each([[{}], [{ context: {} }], [null]])('is not found in %j', body => {
    expect(kindOf(body)).toBeUndefined();
  });
});
