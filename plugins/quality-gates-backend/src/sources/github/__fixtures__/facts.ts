/* What the fixtures beside this file say. */

export const ms = (text: string) => Date.parse(text);
export const repository = { host: 'github.com', path: 'acme/payments' };
export const pipeline = 'Build and deploy';
export const page = 'https://github.com/Acme/Payments';
export const sha = (pair: string) => pair.repeat(20);
export const runFact = {
  type: 'run' as const,
  key: 'github:github.com/acme/payments/7001#1',
  subject: { repository, pipeline },
  channel: 'webhook' as const,
  at: ms('2025-03-10T10:09:00Z'),
  phase: 'terminal' as const,
  data: {
    pipeline,
    attempt: 1,
    result: 'success' as const,
    branch: 'main',
    commit: sha('a1'),
    queuedAt: ms('2025-03-10T10:00:00Z'),
    startedAt: ms('2025-03-10T10:00:05Z'),
    dequeuedAt: ms('2025-03-10T10:00:05Z'),
    finishedAt: ms('2025-03-10T10:09:00Z'),
    url: `${page}/actions/runs/7001`,
    defaultBranch: true,
    actor: 'ana',
  },
};
/** The runner took the job at that moment. */
export const dequeuedFact = {
  type: 'run' as const,
  key: 'github:github.com/acme/payments/7001#1',
  subject: runFact.subject,
  channel: 'webhook' as const,
  at: ms('2025-03-10T10:00:20Z'),
  phase: 'executing' as const,
  data: {
    pipeline: 'Build and deploy',
    attempt: 1,
    branch: 'main',
    commit: sha('a1'),
    startedAt: ms('2025-03-10T10:00:20Z'),
    dequeuedAt: ms('2025-03-10T10:00:20Z'),
  },
};

export const taskFact = {
  type: 'task' as const,
  key: 'github:github.com/acme/payments/7001#1|unit tests|9001',
  subject: { repository, pipeline },
  channel: 'webhook' as const,
  at: ms('2025-03-10T10:04:00Z'),
  phase: 'terminal' as const,
  data: {
    runKey: 'github:github.com/acme/payments/7001#1',
    name: 'unit tests',
    result: 'failure' as const,
    queuedAt: ms('2025-03-10T10:00:05Z'),
    startedAt: ms('2025-03-10T10:00:20Z'),
    finishedAt: ms('2025-03-10T10:04:00Z'),
    url: `${page}/actions/runs/7001/job/9001`,
  },
};
export const deploymentFact = {
  type: 'deployment' as const,
  key: 'github:github.com/acme/payments/501',
  subject: { repository, pipeline },
  channel: 'webhook' as const,
  at: ms('2025-03-10T12:00:00Z'),
  phase: 'pending' as const,
  data: {
    id: '501',
    environment: 'production',
    version: 'v1.4.0',
    commit: sha('b2'),
    status: 'pending',
    startedAt: ms('2025-03-10T12:00:00Z'),
    actor: 'ana',
    url: `${page}/deployments/production`,
    runUrl: `${page}/actions/runs/7001`,
  },
};
export const commitFact = (
  pair: string,
  commit: {
    parents: string[];
    committedAt: string;
    title: string;
    merge: boolean;
    author: string;
    changedPaths: string[];
  },
) => {
  const { committedAt, changedPaths, ...data } = commit;
  return {
    type: 'commit' as const,
    key: sha(pair),
    subject: { repository, changedPaths },
    channel: 'webhook' as const,
    at: 1741608000000,
    phase: 'terminal' as const,
    data: {
      ...data,
      sha: sha(pair),
      committedAt: ms(committedAt),
      branch: 'main',
      url: `${page}/commit/${sha(pair)}`,
    },
  };
};

export const reviewFact = (environment: string) => ({
  type: 'gate-report' as const,
  key: `github:github.com/acme/payments/7001#2/${environment}`,
  subject: { repository, pipeline },
  channel: 'webhook' as const,
  at: ms('2025-03-10T11:55:00Z'),
  phase: 'terminal' as const,
  data: {
    id: `7001#2/${environment}`,
    gate: 'github-deployment-review',
    environment,
    commit: sha('a1'),
    runUrl: `${page}/actions/runs/7001`,
    phase: 'pre-deploy',
    outcome: 'pass' as const,
    summary: 'approved by cleo: Tested on staging',
    evidenceUrl: `${page}/actions/runs/7001`,
  },
});
