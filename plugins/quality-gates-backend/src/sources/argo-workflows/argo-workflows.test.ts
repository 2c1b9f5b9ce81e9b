import { ConfigReader } from '@backstage/config';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import payload from './__fixtures__/workflow.json';
import { argoWorkflows } from './index';

const ms = (text: string) => Date.parse(text);
const send = (body: unknown) => deliver('workflow', body);
const key =
  'argo-workflows:ci/payments-main-x7k2p/0f0e0d0c-1111-4222-8333-444455556666#1';

const run: FactOf<'run'> = {
  type: 'run',
  key,
  subject: {
    annotations: [{ key: 'backstage.io/kubernetes-id', value: 'payments' }],
    repository: { host: 'github.com', path: 'acme/payments' },
    pipeline: 'payments-main',
  },
  channel: 'webhook',
  at: ms('2025-03-10T11:58:00Z'),
  phase: 'terminal',
  data: {
    pipeline: 'payments-main',
    attempt: 1,
    result: 'failure',
    branch: 'main',
    commit: '4f2c'.repeat(10),
    actor: 'system-serviceaccount-ci-trigger',
    queuedAt: ms('2025-03-10T11:50:00Z'),
    startedAt: ms('2025-03-10T11:50:20Z'),
    dequeuedAt: ms('2025-03-10T11:50:20Z'),
    finishedAt: ms('2025-03-10T11:58:00Z'),
  },
};
const task = (
  name: string,
  n: number,
  data: Partial<FactOf<'task'>['data']>,
): FactOf<'task'> => ({
  ...run,
  type: 'task',
  key: `${key}|${name}|payments-main-x7k2p-${n}`,
  at: data.finishedAt!,
  data: { runKey: key, name, ...data },
});
const { uid, ...nameless } = payload.workflow.metadata;

describeSource(argoWorkflows, {
  golden: [
    {
      title: 'a workflow is a run, each try of a pod a task of one name',
      delivery: send(payload),
      facts: [
        run,
        task('test', 2, {
          result: 'error',
          startedAt: ms('2025-03-10T11:50:20Z'),
          finishedAt: ms('2025-03-10T11:54:00Z'),
        }),
        task('test', 3, {
          result: 'failure',
          startedAt: ms('2025-03-10T11:54:01Z'),
          finishedAt: ms('2025-03-10T11:58:00Z'),
        }),
        task('deploy', 4, {
          result: 'skip',
          finishedAt: ms('2025-03-10T11:58:00Z'),
        }),
      ],
    },
  ],
  malformed: [
    {
      title: 'a body that is the workflow itself',
      delivery: send(payload.workflow),
      names: 'workflow',
    },
    {
      title: 'a workflow without a uid',
      delivery: send({ workflow: { ...payload.workflow, metadata: nameless } }),
      names: 'workflow.metadata.uid',
    },
    {
      title: 'labels that were written as text',
      delivery: send(new TextEncoder().encode('{"workflow": {{x}}}')),
      names: 'exitHandler.yaml',
    },
  ],
  signed: {
    request: {
      body: new TextEncoder().encode(JSON.stringify(payload)),
      headers: { authorization: 'Bearer correct horse' },
    },
    config: new ConfigReader({
      webhook: { secrets: ['the old one', 'correct horse'] },
    }),
    unconfigured: new ConfigReader({ type: 'argo-workflows' }),
    proofHeader: 'authorization',
    kind: 'workflow',
    externalId: undefined,
    bodyUnsigned: true,
  },
});
