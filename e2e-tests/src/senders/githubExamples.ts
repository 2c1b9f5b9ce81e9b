import { createHmac, randomUUID } from 'node:crypto';
import { NotFoundError, ResponseError } from '@backstage/errors';
import examples from '@octokit/webhooks-examples';
import type { DateTime } from 'luxon';
import { apiUrl, githubSecret } from '../portal/test';

/**
 * The parts of a payload that are looked at or made to fit: times, shas and ids. Everything else goes out as GitHub
 * sent it once, signed again.
 */
interface Payload {
  readonly repository: { readonly full_name: string };
  readonly commits: readonly object[];
  readonly deployment: { readonly environment: string };
  readonly deployment_status: object;
  readonly workflow_run: object;
  readonly workflow_job: object;
}

/** A commit of a push to the default branch. */
export interface PushedCommit {
  readonly sha: string;
  readonly committedAt: DateTime;
}

/** Sends GitHub's example of a push to the default branch, with other commits. Oldest commit first. */
export async function sendPush(push: {
  before: string;
  commits: readonly PushedCommit[];
}): Promise<void> {
  const payload = findExample('push', each => each.commits.length > 0);
  const [template] = payload.commits;
  const commits = push.commits.map(({ sha, committedAt }) => ({
    ...template,
    id: sha,
    timestamp: iso(committedAt),
  }));
  const last = push.commits[push.commits.length - 1];
  await send('push', {
    ...payload,
    created: false,
    before: push.before,
    after: last.sha,
    commits,
    repository: {
      ...payload.repository,
      pushed_at: last.committedAt.toUnixInteger(),
    },
  });
}

/** Sends GitHub's examples of a deployment to production and of its success. */
export async function sendDeployment(deployment: {
  id: number;
  sha: string;
  finishedAt: DateTime;
}): Promise<void> {
  const { id, sha, finishedAt } = deployment;
  const createdAt = iso(finishedAt.minus({ minutes: 3 }));
  const about = { id, sha, created_at: createdAt, updated_at: createdAt };
  const isProduction = (each: Payload) =>
    each.deployment.environment === 'production';

  const asked = findExample('deployment', isProduction);
  await send('deployment', {
    ...asked,
    deployment: { ...asked.deployment, ...about },
  });
  const done = findExample('deployment_status', isProduction);
  await send('deployment_status', {
    ...done,
    deployment: { ...done.deployment, ...about },
    deployment_status: {
      ...done.deployment_status,
      state: 'success',
      created_at: iso(finishedAt),
      updated_at: iso(finishedAt),
    },
  });
}

/** Sends GitHub's examples of a run and of its only job, as they look when that job has failed. */
export async function sendFailedRun(failed: {
  id: number;
  sha: string;
  workflow: string;
  job: string;
  finishedAt: DateTime;
}): Promise<void> {
  const { id, sha, workflow, job, finishedAt } = failed;
  const startedAt = iso(finishedAt.minus({ minutes: 4 }));
  const isHelloWorld = (each: Payload) =>
    each.repository.full_name === 'Codertocat/Hello-World';

  const run = findExample('workflow_run', isHelloWorld);
  const page = `https://github.com/Codertocat/Hello-World/actions/runs/${id}`;
  const ended = { status: 'completed', conclusion: 'failure', head_sha: sha };
  await send('workflow_job', {
    ...run,
    workflow_job: {
      ...findExample('workflow_job', isHelloWorld).workflow_job,
      ...ended,
      id: id + 1,
      run_id: id,
      run_attempt: 1,
      name: job,
      workflow_name: workflow,
      html_url: `${page}/job/${id + 1}`,
      created_at: iso(finishedAt.minus({ minutes: 5 })),
      started_at: startedAt,
      completed_at: iso(finishedAt),
    },
  });
  await send('workflow_run', {
    ...run,
    workflow: { name: workflow },
    workflow_run: {
      ...run.workflow_run,
      ...ended,
      id,
      name: workflow,
      run_attempt: 1,
      html_url: page,
      created_at: iso(finishedAt.minus({ minutes: 5 })),
      run_started_at: startedAt,
      updated_at: iso(finishedAt),
    },
  });
}

function findExample(
  event: string,
  fits: (payload: Payload) => boolean,
): Payload {
  const all = examples as unknown as { name: string; examples: Payload[] }[];
  const found = all.find(({ name }) => name === event)?.examples.find(fits);
  if (!found) throw new NotFoundError(`No example of ${event} fits`);
  return found;
}

async function send(event: string, payload: object): Promise<void> {
  const body = JSON.stringify(payload);
  const digest = createHmac('sha256', githubSecret).update(body).digest('hex');
  const response = await fetch(apiUrl('/webhooks/github'), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${digest}`,
    },
    body,
  });
  if (!response.ok) throw await ResponseError.fromResponse(response);
}

/** GitHub writes whole seconds. */
function iso(at: DateTime): string {
  return at.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
