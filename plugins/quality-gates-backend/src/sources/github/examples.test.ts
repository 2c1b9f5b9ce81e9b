import examples from '@octokit/webhooks-examples/api.github.com/index.json';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { github } from './index';

const HANDLED = new Set([
  'workflow_run',
  'workflow_job',
  'deployment',
  'deployment_status',
  'deployment_review',
  'push',
  'pull_request',
  'pull_request_review',
]);
/** Handled events that rightly say nothing. */
const saysNothing = (event: string, payload: any) =>
  (event === 'push' && (payload.deleted || payload.commits.length === 0)) ||
  (event === 'deployment_status' &&
    payload.deployment_status.state === 'inactive') ||
  (event === 'deployment_review' && payload.action === 'requested') ||
  // In all of the examples the author looks at their own change.
  (event === 'pull_request_review' &&
    payload.review.user.login === payload.pull_request.user.login);

/** What is wrong with the facts of one example; [] when nothing is. */
function problemsOf(event: string, payload: any): string[] {
  const facts = github.normalise(deliver(event, payload));
  const nothing = !HANDLED.has(event) || saysNothing(event, payload);
  if (facts.length > 0 === nothing) return [`${facts.length} facts`];
  return facts.flatMap(({ key, at, subject }) => [
    ...(Number.isSafeInteger(at) ? [] : [`${key} is at ${at}`]),
    ...(payload.repository.full_name.toLocaleLowerCase('en-US') ===
    subject.repository?.path
      ? []
      : [`${key} is of ${subject.repository?.path}`]),
  ]);
}

describe('the published examples of GitHub webhooks', () => {
  it('hold every handled event', () => {
    const names = examples.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...HANDLED]));
  });

  it.each(examples.map(({ name, examples: payloads }) => [name, payloads]))(
    'are understood or ignored: %s',
    (name, payloads) => {
      expect(
        (payloads as unknown[]).flatMap(one => problemsOf(`${name}`, one)),
      ).toEqual([]);
    },
  );
});
