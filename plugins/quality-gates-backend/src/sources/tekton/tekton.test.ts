import { ConfigReader } from '@backstage/config';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import failed from './__fixtures__/pipelinerun.failed.json';
import successful from './__fixtures__/taskrun.successful.json';
import { tekton } from './index';

const ms = (text: string) => Date.parse(text);
const FAILED = 'dev.tekton.event.pipelinerun.failed.v1';
const SUCCESSFUL = 'dev.tekton.event.taskrun.successful.v1';
const key =
  'tekton:ci/payments-main-x7k2p/0f0e0d0c-1111-4222-8333-444455556666#1';

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
    branch: 'fix-rounding',
    commit: '4f2c'.repeat(10),
    pullRequest: '12',
    actor: 'ana',
    url: 'https://console.example.com/ci/payments-main-x7k2p',
    queuedAt: ms('2025-03-10T11:50:00Z'),
    startedAt: ms('2025-03-10T11:50:02Z'),
    dequeuedAt: ms('2025-03-10T11:50:02Z'),
    finishedAt: ms('2025-03-10T11:58:00Z'),
  },
};
const skipped: FactOf<'task'> = {
  ...run,
  type: 'task',
  key: `${key}|deploy|skipped`,
  data: { runKey: key, name: 'deploy', result: 'skip' },
};
const passed: FactOf<'task'> = {
  type: 'task',
  key: `${key}|test|aaaabbbb-1111-4222-8333-444455556666/2`,
  subject: {
    annotations: [{ key: 'backstage.io/kubernetes-id', value: 'payments' }],
    pipeline: 'payments-main',
  },
  channel: 'webhook',
  at: ms('2025-03-10T11:55:00Z'),
  phase: 'terminal',
  data: {
    runKey: key,
    name: 'test',
    result: 'success',
    startedAt: ms('2025-03-10T11:53:10Z'),
    finishedAt: ms('2025-03-10T11:55:00Z'),
  },
};
const retried: FactOf<'task'> = {
  ...passed,
  key: `${key}|test|aaaabbbb-1111-4222-8333-444455556666/1`,
  at: ms('2025-03-10T11:52:55Z'),
  data: {
    runKey: key,
    name: 'test',
    result: 'failure',
    queuedAt: ms('2025-03-10T11:50:05Z'),
    startedAt: ms('2025-03-10T11:50:25Z'),
    finishedAt: ms('2025-03-10T11:52:55Z'),
  },
};
const { uid, ...nameless } = failed.pipelineRun.metadata;

describeSource(tekton, {
  golden: [
    {
      title: 'a PipelineRun is a run, and what it skipped are tasks',
      delivery: deliver(FAILED, failed),
      facts: [run, skipped],
    },
    {
      title: 'an envelope around a PipelineRun changes nothing',
      delivery: deliver(FAILED, {
        specversion: '1.0',
        type: FAILED,
        data: failed,
      }),
      facts: [run, skipped],
    },
    {
      title: 'each try of a TaskRun is a task of its run',
      delivery: deliver(SUCCESSFUL, successful),
      facts: [retried, passed],
    },
    {
      title: 'a batch is all of its events, those of CustomRuns left out',
      delivery: deliver('batch', [
        { specversion: '1.0', type: FAILED, data: failed },
        {
          specversion: '1.0',
          type: 'dev.tekton.event.customrun.failed.v1',
          data: {},
        },
      ]),
      facts: [run, skipped],
    },
  ],
  ignored: [
    {
      title: 'a CustomRun',
      delivery: deliver('dev.tekton.event.customrun.started.v1', {
        customRun: {},
      }),
    },
    {
      title: 'another version of the events',
      delivery: deliver('dev.tekton.event.pipelinerun.failed.v2', failed),
    },
  ],
  malformed: [
    {
      title: 'an event with the object of another',
      delivery: deliver(FAILED, successful),
      names: 'pipelineRun',
    },
    {
      title: 'a PipelineRun without a uid',
      delivery: deliver(FAILED, {
        pipelineRun: { ...failed.pipelineRun, metadata: nameless },
      }),
      names: 'pipelineRun.metadata.uid',
    },
  ],
  signed: {
    request: {
      body: new TextEncoder().encode(JSON.stringify(failed)),
      headers: {
        // What a sink of https://tekton:correct%20horse@… sends.
        authorization: `Basic ${btoa('tekton:correct horse')}`,
        'ce-type': FAILED,
        'ce-source': '/ci',
        'ce-id': '7',
      },
    },
    config: new ConfigReader({
      webhook: { secrets: ['the old one', 'correct horse'] },
    }),
    unconfigured: new ConfigReader({ type: 'tekton' }),
    proofHeader: 'authorization',
    kind: FAILED,
    externalId: `${FAILED} /ci 7`,
    bodyUnsigned: true,
  },
});
