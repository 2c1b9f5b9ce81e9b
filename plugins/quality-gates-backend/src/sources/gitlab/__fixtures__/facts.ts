const ms = (text: string) => Date.parse(text);
const sha = (pair: string) => pair.repeat(20);
const repository = { host: 'gitlab.com', path: 'acme/shop/payments' };
const page = 'https://gitlab.com/Acme/shop/payments';
const pipeline = 'Build and deploy';
const runKey = 'gitlab:gitlab.com/acme/shop/payments/8101#1';
const subject = { repository, pipeline };
const startedAt = ms('2025-03-10T10:00:20Z');

/** The run of `pipeline.success.json`. */
export const runFact = {
  type: 'run' as const,
  key: runKey,
  subject,
  channel: 'webhook' as const,
  at: ms('2025-03-10T10:09:00Z'),
  phase: 'terminal' as const,
  data: {
    pipeline,
    attempt: 1,
    result: 'success' as const,
    branch: 'main',
    defaultBranch: true,
    commit: sha('a1'),
    queuedAt: ms('2025-03-10T10:00:00Z'),
    startedAt,
    dequeuedAt: startedAt,
    finishedAt: ms('2025-03-10T10:09:00Z'),
    url: `${page}/-/pipelines/8101`,
    actor: 'ana',
  },
};

/** The same run, as `job.success.json` tells that a runner took its job. */
export const dequeuedFact = {
  ...runFact,
  at: startedAt,
  phase: 'executing' as const,
  data: {
    pipeline,
    attempt: 1,
    branch: 'main',
    commit: sha('a1'),
    startedAt,
    dequeuedAt: startedAt,
  },
};

/** The first job of the run, alike in both events. */
export const taskFact = {
  type: 'task' as const,
  key: `${runKey}|unit tests|9101`,
  subject,
  channel: 'webhook' as const,
  at: ms('2025-03-10T10:04:00Z'),
  phase: 'terminal' as const,
  data: {
    runKey,
    name: 'unit tests',
    stage: 'test',
    result: 'success' as const,
    queuedAt: startedAt - 19_500,
    startedAt,
    finishedAt: ms('2025-03-10T10:04:00Z'),
    url: `${page}/-/jobs/9101`,
  },
};

/** Its second job, which may fail, and did. */
export const failedTaskFact = {
  ...taskFact,
  key: `${runKey}|licences|9102`,
  at: ms('2025-03-10T10:09:00Z'),
  data: {
    ...taskFact.data,
    name: 'licences',
    stage: 'scan',
    result: 'failure' as const,
    queuedAt: ms('2025-03-10T10:04:00Z'),
    startedAt: ms('2025-03-10T10:04:02Z'),
    finishedAt: ms('2025-03-10T10:09:00Z'),
    url: `${page}/-/jobs/9102`,
  },
};

/** Its third job, which nobody started. */
export const manualTaskFact = {
  ...taskFact,
  key: `${runKey}|production|9103`,
  at: ms('2025-03-10T10:00:00Z'),
  data: {
    runKey,
    name: 'production',
    stage: 'deploy',
    result: 'skip' as const,
    url: `${page}/-/jobs/9103`,
  },
};

/** `deployment.success.json`. */
export const deploymentFact = {
  type: 'deployment' as const,
  key: 'gitlab:gitlab.com/acme/shop/payments/601',
  subject: { repository },
  channel: 'webhook' as const,
  at: ms('2025-03-10T12:05:00Z'),
  phase: 'terminal' as const,
  data: {
    id: '601',
    environment: 'production',
    version: 'v1.4.0',
    commit: sha('b2'),
    result: 'success' as const,
    status: 'success',
    finishedAt: ms('2025-03-10T12:05:00Z'),
    actor: 'ana',
    url: `${page}/-/jobs/9103`,
    runUrl: `${page}/-/jobs/9103`,
  },
};

const commitFact = (pair: string, changedPaths: string[]) => ({
  type: 'commit' as const,
  key: sha(pair),
  subject: { repository, changedPaths },
  channel: 'webhook' as const,
  at: ms('2025-03-10T11:59:00Z'),
  phase: 'terminal' as const,
});

/** The commits of `push.main.json`. */
export const commitFacts = [
  {
    ...commitFact('c1', ['src/retry.ts', 'src/pay.ts', 'src/old.ts']),
    data: {
      sha: sha('c1'),
      parents: [sha('c0')],
      committedAt: ms('2025-03-10T08:00:00Z'),
      author: 'Ana',
      merge: false,
      branch: 'main',
      title: 'Retry payments',
      url: `${page}/-/commit/${sha('c1')}`,
    },
  },
  {
    ...commitFact('c2', []),
    data: {
      sha: sha('c2'),
      parents: [sha('c1')],
      committedAt: ms('2025-03-10T11:59:00Z'),
      author: 'Ben',
      merge: true,
      branch: 'main',
      title: "Merge branch 'retry' into 'main'",
      url: `${page}/-/commit/${sha('c2')}`,
    },
  },
];

/** `merge_request.merge.json`. */
export const changeFact = {
  type: 'change' as const,
  key: 'gitlab.com/acme/shop/payments#42',
  subject: { repository },
  channel: 'webhook' as const,
  at: ms('2025-03-10T11:59:00Z'),
  phase: 'terminal' as const,
  data: {
    id: '42',
    url: `${page}/-/merge_requests/42`,
    title: 'Retry payments',
    openedAt: ms('2025-03-09T09:00:00Z'),
    mergedAt: ms('2025-03-10T11:59:00Z'),
    closedAt: ms('2025-03-10T11:59:00Z'),
    headSha: sha('c1'),
    mergeSha: sha('c2'),
    targetBranch: 'main',
  },
};
