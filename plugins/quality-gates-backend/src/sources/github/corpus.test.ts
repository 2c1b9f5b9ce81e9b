import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { github } from './index';

/** Type, phase and result of each fact of a file; [] = ignored. Every file has its line. */
const WEBHOOKS: Readonly<Record<string, readonly string[]>> = {
  'check_run.completed.1.json': [],
  'check_run.completed.json': [],
  'check_run.completed.with-organization.json': [],
  'check_run.created.json': [],
  'check_run.rerequested.json': [],
  'check_suite.completed.1.json': [],
  'check_suite.completed.json': [],
  'check_suite.completed.with-organization.json': [],
  'check_suite.requested.json': [],
  'check_suite.rerequested.json': [],
  'deployment.example.json': ['deployment pending'],
  'deployment.gh-pages.json': ['deployment pending'],
  'deployment.with-installation.json': ['deployment pending'],
  'deployment_protection_rule.requested.constructed.json': [
    'deployment-request terminal',
  ],
  'deployment_status.error.production.constructed.json': [
    'deployment terminal error',
  ],
  'deployment_status.example.json': ['deployment terminal success'],
  'deployment_status.failure.production.constructed.json': [
    'deployment terminal failure',
  ],
  'deployment_status.gh-pages.json': ['deployment executing'],
  'deployment_status.in_progress.production.constructed.json': [
    'deployment executing',
  ],
  'deployment_status.inactive.production.constructed.json': [],
  'deployment_status.pending.production.constructed.json': [
    'deployment pending',
  ],
  'deployment_status.queued.production.constructed.json': [
    'deployment pending',
  ],
  'deployment_status.success.production.constructed.json': [
    'deployment terminal success',
  ],
  'deployment_status.with-installation.json': ['deployment terminal success'],
  'pull_request.closed.json': ['change terminal'],
  'pull_request.closed.with-organization.json': ['change terminal'],
  'pull_request.opened.json': ['change executing'],
  'pull_request.opened.with-null-body.json': ['change executing'],
  'pull_request.opened.with-organization.json': ['change executing'],
  'pull_request.ready_for_review.json': ['change executing'],
  'pull_request.ready_for_review.with-installation.json': ['change executing'],
  'pull_request.ready_for_review.with-organization.json': ['change executing'],
  'pull_request.reopened.json': ['change executing'],
  'pull_request.reopened.with-organization.json': ['change executing'],
  'pull_request.synchronize.json': ['change executing'],
  'push.1.json': [],
  'push.example.json': [],
  'push.with-installation.json': [],
  'push.with-new-branch.json': ['commit terminal'],
  'push.with-no-username-committer.json': ['commit terminal'],
  'push.with-organization.json': [],
  'release.created.json': [],
  'release.deleted.json': [],
  'release.prereleased.json': [],
  'release.prereleased.with-discussion-url.json': [],
  'release.published.json': [],
  'release.published.with-discussion-url.json': [],
  'release.released.json': [],
  'workflow_job.completed.failure.with-organization.json': [
    'run executing',
    'task terminal failure',
  ],
  'workflow_job.completed.success.with-organization.json': [
    'run executing',
    'task terminal success',
  ],
  'workflow_job.in_progress.json': ['run executing', 'task executing'],
  'workflow_job.in_progress.with-queued-steps.json': [
    'run executing',
    'task executing',
  ],
  'workflow_job.queued.json': ['task pending'],
  'workflow_job.queued.with-deployment.json': ['task pending'],
  'workflow_job.waiting.json': ['task pending'],
  'workflow_run.completed.json': ['run terminal success'],
  'workflow_run.completed.with-pull-requests.json': ['run terminal success'],
  'workflow_run.requested.json': ['run pending'],
  'workflow_run.requested.with-conclusion.json': ['run terminal failure'],
};
/** The webhooks among the samples for gates; the others are answers of the API. */
const GATES: typeof WEBHOOKS = {
  'webhook-deployment_protection_rule-requested.json': [
    'deployment-request terminal',
  ],
  'webhook-deployment_review-requested.json': [],
  'webhook-deployment_status.json': ['deployment terminal success'],
  'webhook-workflow_job-completed-failure.json': [
    'run executing',
    'task terminal failure',
  ],
  'webhook-workflow_job-queued-with-deployment.json': ['task pending'],
  'webhook-workflow_job-waiting.json': ['task pending'],
  'webhook-workflow_run-completed.json': ['run terminal success'],
};

describe.each([
  ['webhooks/github', /^([a-z_]+)\./, WEBHOOKS],
  ['gates/github', /^webhook-([a-z_]+)(?!.*schema).*json$/, GATES],
])('the corpus folder %s', (folder, pattern, expected) => {
  const root = process.env.QUALITY_GATES_CORPUS ?? '';
  const corpus = join(root, folder);
  if (!root || !existsSync(corpus)) {
    it.todo('says what is expected (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const files = readdirSync(corpus).filter(name => pattern.test(name));

  it('has an expectation for every file, and a file for every expectation', () => {
    expect([...files].sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(files)('%s says what is expected', name => {
    const [, event] = pattern.exec(name)!;
    const payload = JSON.parse(readFileSync(join(corpus, name), 'utf8'));
    const facts = github.normalise(deliver(event, payload));
    expect(facts.map(summaryOf)).toEqual(expected[name]);
    const path = payload.repository.full_name.toLocaleLowerCase('en-US');
    expect(
      facts.filter(fact => fact.subject.repository?.path !== path),
    ).toEqual([]);
  });
});

function summaryOf({ type, phase, data }: Fact): string {
  const result = 'result' in data && data.result ? [data.result] : [];
  return [type, phase, ...result].join(' ');
}
