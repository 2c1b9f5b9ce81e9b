import { ConfigReader } from '@backstage/config';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import deployment from './__fixtures__/deployment.success.json';
import {
  changeFact,
  commitFacts,
  dequeuedFact,
  deploymentFact,
  failedTaskFact,
  manualTaskFact,
  runFact,
  taskFact,
} from './__fixtures__/facts';
import job from './__fixtures__/job.success.json';
import mergeRequest from './__fixtures__/merge_request.merge.json';
import pipeline from './__fixtures__/pipeline.success.json';
import push from './__fixtures__/push.main.json';
import { gitlab } from './index';

const pipelineWith = (rest: object) =>
  deliver('Pipeline Hook', {
    ...pipeline,
    object_attributes: { ...pipeline.object_attributes, ...rest },
  });
const jobWith = (rest: object) => deliver('Job Hook', { ...job, ...rest });
const deploymentWith = (rest: object) =>
  deliver('Deployment Hook', { ...deployment, ...rest });
const pushWith = (rest: object) => deliver('Push Hook', { ...push, ...rest });
const mergeRequestWith = (rest: object) =>
  deliver('Merge Request Hook', {
    ...mergeRequest,
    object_attributes: { ...mergeRequest.object_attributes, ...rest },
  });

describeSource(gitlab, {
  golden: [
    {
      title: 'a pipeline is a run with its jobs, and one may fail',
      delivery: deliver('Pipeline Hook', pipeline),
      facts: [runFact, taskFact, failedTaskFact, manualTaskFact],
    },
    {
      title: 'a job is the same task, and ends the waiting of its run',
      delivery: deliver('Job Hook', job),
      facts: [dequeuedFact, taskFact],
    },
    {
      title: 'a deployment ends when its status changed',
      delivery: deliver('Deployment Hook', deployment),
      facts: [deploymentFact],
    },
    {
      title: 'a push to the default branch is a chain of commits from before',
      delivery: deliver('Push Hook', push),
      facts: commitFacts,
    },
    {
      title: 'a merged merge request is a finished change',
      delivery: deliver('Merge Request Hook', mergeRequest),
      facts: [changeFact],
    },
  ],
  ignored: [
    {
      title: 'a pipeline of a status that is not known',
      delivery: pipelineWith({ status: 'dreaming' }),
    },
    {
      title: 'a job of a status that is not known',
      delivery: jobWith({ build_status: 'dreaming' }),
    },
    {
      title: 'a deployment of a status that is not known',
      delivery: deploymentWith({ status: 'approved' }),
    },
    {
      title: 'a deleted branch',
      delivery: pushWith({ after: '0'.repeat(40), commits: [] }),
    },
    { title: 'a tag', delivery: deliver('Tag Push Hook', push) },
    { title: 'an issue', delivery: deliver('Issue Hook', {}) },
    { title: 'Object.prototype', delivery: deliver('constructor', {}) },
  ],
  malformed: [
    {
      title: 'a pipeline whose id is text',
      delivery: pipelineWith({ id: '8101' }),
      names: /object_attributes\.id/,
    },
    {
      title: 'a pipeline with a time that is no instant',
      delivery: pipelineWith({ created_at: '2025-03-10 10:00:00' }),
      names: /object_attributes\.created_at/,
    },
    {
      title: 'a pipeline with a job that has no name',
      delivery: deliver('Pipeline Hook', { ...pipeline, builds: [{ id: 1 }] }),
      names: /builds\.0\.name/,
    },
    {
      title: 'a job of no pipeline',
      delivery: jobWith({ pipeline_id: null }),
      names: /pipeline_id/,
    },
    {
      title: 'a job of a project that has no address',
      delivery: jobWith({ repository: { homepage: 'payments' } }),
      names: /repository\.homepage/,
    },
    {
      title: 'a deployment without a time',
      delivery: deploymentWith({ status_changed_at: null }),
      names: /status_changed_at/,
    },
    {
      title: 'a deployment into no environment',
      delivery: deploymentWith({ environment: '' }),
      names: /environment/,
    },
    {
      title: 'a push whose project is not sent',
      delivery: pushWith({ project: undefined }),
      names: /project/,
    },
    {
      title: 'a commit with a time that is no instant',
      delivery: pushWith({
        commits: [{ ...push.commits[0], timestamp: 'yesterday' }],
      }),
      names: /commits\.0\.timestamp/,
    },
    {
      title: 'a merge request without a number',
      delivery: mergeRequestWith({ iid: null }),
      names: /object_attributes\.iid/,
    },
  ],
  signed: {
    request: {
      body: new TextEncoder().encode(JSON.stringify(pipeline)),
      headers: {
        'x-gitlab-event': 'Pipeline Hook',
        'x-gitlab-event-uuid': 'shared-by-recursive-events',
        'idempotency-key': 'f5e57fa8-0df7-4a3c-8f9e-9d0e3b1b3f4d',
        'x-gitlab-token': 'correct horse battery staple',
      },
    },
    config: new ConfigReader({
      webhook: { secrets: ['the old one', 'correct horse battery staple'] },
    }),
    unconfigured: new ConfigReader({ type: 'gitlab' }),
    proofHeader: 'x-gitlab-token',
    kind: 'Pipeline Hook',
    externalId: 'f5e57fa8-0df7-4a3c-8f9e-9d0e3b1b3f4d',
    bodyUnsigned: true,
  },
});

describe('told again with a changed time', () => {
  const later = '2025-03-10T12:30:00Z';
  it.each([
    ['a pipeline', pipelineWith({ finished_at: later }), runFact],
    ['a job', jobWith({ build_finished_at: later }), taskFact],
    [
      'a deployment',
      deploymentWith({ status_changed_at: later }),
      deploymentFact,
    ],
    [
      'a commit',
      pushWith({ commits: [{ ...push.commits[0], timestamp: later }] }),
      commitFacts[0],
    ],
    ['a merge request', mergeRequestWith({ updated_at: later }), changeFact],
  ])('%s is the same thing, later', (_, delivery, before) => {
    const after = gitlab
      .normalise(delivery)
      .find(({ type, key }) => type === before.type && key === before.key);
    expect(after?.at).toBe(Date.parse(later));
    expect(before.at).toBeLessThan(Date.parse(later));
  });
});
