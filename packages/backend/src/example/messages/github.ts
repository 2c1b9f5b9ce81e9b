import type { DateTime } from 'luxon';
import { changeOf } from '../commits';
import { numberId, uuid } from '../noise';
import { runUrl } from '../runs';
import type {
  ExampleDeployment,
  ExampleMessage,
  ExamplePush,
  ExampleRepository,
  ExampleRun,
} from '../types';

/*
 * GitHub webhooks with the fields GitHub sends that somebody could want to read; the rest of its payloads (about 7 kB
 * each, mostly URL templates) would only cost time.
 */

/** `push`. */
export function pushMessage(
  repository: ExampleRepository,
  push: ExamplePush,
): ExampleMessage {
  const last = push.commits[push.commits.length - 1];
  const place = repositoryOf(repository);
  return message('push', `${repository.slug}@${last.sha}`, {
    ref: 'refs/heads/main',
    before: push.before,
    after: last.sha,
    created: false,
    deleted: false,
    forced: false,
    repository: { ...place, pushed_at: push.at.toUnixInteger() },
    pusher: { name: last.author },
    sender: userOf(last.author),
    compare: `${place.html_url}/compare/${push.before}...${last.sha}`,
    head_commit: null,
    commits: push.commits.map(commit => ({
      id: commit.sha,
      distinct: true,
      message: commit.title,
      timestamp: iso(commit.committedAt),
      url: `${place.html_url}/commit/${commit.sha}`,
      author: { name: commit.author, username: commit.author },
      added: [],
      modified: commit.paths,
      removed: [],
    })),
  });
}

/** `pull_request`, merged by a push. */
export function pullRequestMessage(
  repository: ExampleRepository,
  push: ExamplePush,
): ExampleMessage {
  const change = changeOf(repository, push);
  const place = repositoryOf(repository);
  return message('pull_request', `${repository.slug}#${change.number}`, {
    action: 'closed',
    number: change.number,
    repository: place,
    sender: userOf(change.author),
    pull_request: {
      number: change.number,
      html_url: `${place.html_url}/pull/${change.number}`,
      title: change.title,
      draft: false,
      merged: true,
      state: 'closed',
      created_at: iso(change.openedAt),
      updated_at: iso(change.mergedAt),
      merged_at: iso(change.mergedAt),
      closed_at: iso(change.mergedAt),
      merge_commit_sha: change.mergeSha,
      head: { ref: change.branch, sha: change.headSha },
      base: { ref: 'main' },
      user: userOf(change.author),
    },
  });
}

/** `workflow_run`, completed. */
export function workflowRunMessage(run: ExampleRun): ExampleMessage {
  const workflow = {
    id: numberId(run.component.pipeline),
    name: run.component.pipeline,
  };
  return message('workflow_run', `run ${run.id} ${run.attempt}`, {
    action: 'completed',
    repository: repositoryOf(run.component.repository),
    sender: userOf(run.actor),
    workflow,
    workflow_run: {
      id: run.id,
      name: workflow.name,
      event: run.pullRequest ? 'pull_request' : 'push',
      status: 'completed',
      conclusion: run.passed ? 'success' : 'failure',
      workflow_id: workflow.id,
      run_attempt: run.attempt,
      head_branch: run.branch,
      head_sha: run.commit,
      html_url: `https://github.com/${run.component.repository.slug}/actions/runs/${run.id}`,
      pull_requests: run.pullRequest ? [{ number: run.pullRequest }] : [],
      created_at: iso(run.queuedAt),
      run_started_at: iso(run.startedAt),
      updated_at: iso(run.finishedAt),
      actor: userOf(run.actor),
      triggering_actor: userOf(run.actor),
    },
  });
}

/** `workflow_job`, completed, one a job. */
export function workflowJobMessages(run: ExampleRun): ExampleMessage[] {
  return run.jobs.map(job =>
    message('workflow_job', `job ${job.id}`, {
      action: 'completed',
      repository: repositoryOf(run.component.repository),
      sender: userOf(run.actor),
      workflow_job: {
        id: job.id,
        run_id: run.id,
        run_attempt: run.attempt,
        workflow_name: run.component.pipeline,
        head_branch: run.branch,
        head_sha: run.commit,
        name: job.name,
        status: 'completed',
        conclusion: job.passed ? 'success' : 'failure',
        created_at: iso(job.queuedAt),
        started_at: iso(job.startedAt),
        completed_at: iso(job.finishedAt),
        html_url: `${runUrl(run)}/job/${job.id}`,
        steps: [],
      },
    }),
  );
}

/** `deployment`, then `deployment_status` while it goes on and when it ended. */
export function deploymentMessages(
  deployment: ExampleDeployment,
): ExampleMessage[] {
  const { startedAt, finishedAt, succeeded } = deployment;
  const common = deploymentContext(deployment);
  const status = (state: string, at: DateTime) =>
    message('deployment_status', `${deployment.id} ${state}`, {
      ...common,
      action: 'created',
      deployment_status: {
        id: numberId('status', deployment.id, state),
        state,
        environment: deployment.environment,
        description: '',
        created_at: iso(at),
        updated_at: iso(at),
        target_url: deployment.runUrl ?? '',
        log_url: deployment.runUrl ?? '',
      },
    });
  return [
    message('deployment', String(deployment.id), {
      ...common,
      action: 'created',
    }),
    status('in_progress', startedAt.plus({ seconds: 8 })),
    status(succeeded ? 'success' : 'failure', finishedAt),
  ];
}

function deploymentContext(deployment: ExampleDeployment) {
  const { component, environment, version, commit, actor } = deployment;
  return {
    repository: repositoryOf(component.repository),
    sender: userOf(actor),
    workflow_run: deployment.runUrl ? { html_url: deployment.runUrl } : null,
    deployment: {
      id: deployment.id,
      sha: commit,
      ref: 'main',
      task: 'deploy',
      payload: { version },
      environment,
      production_environment: environment === 'production',
      creator: userOf(actor),
      created_at: iso(deployment.startedAt),
      updated_at: iso(deployment.startedAt),
    },
  };
}

function repositoryOf({ slug }: ExampleRepository) {
  const [owner, name] = slug.split('/');
  return {
    id: numberId('repository', slug),
    name,
    full_name: slug,
    private: true,
    owner: userOf(owner),
    html_url: `https://github.com/${slug}`,
    default_branch: 'main',
  };
}

function userOf(login: string) {
  return { login, id: numberId('user', login), type: 'User' };
}

/** GitHub writes whole seconds. */
function iso(at: DateTime): string {
  return at.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

function message(event: string, about: string, body: object): ExampleMessage {
  return {
    path: '/webhooks/github',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/example',
      'x-github-event': event,
      'x-github-delivery': uuid(event, about),
    },
    body: JSON.stringify(body),
    proof: 'github-signature',
  };
}
