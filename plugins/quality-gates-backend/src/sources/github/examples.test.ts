import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import examples from '@octokit/webhooks-examples/api.github.com/index.json';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { github } from './index';

const HANDLED = new Set([
  'workflow_run',
  'workflow_job',
  'deployment',
  'deployment_status',
  'push',
  'pull_request',
]);
/** Handled events that rightly say nothing. */
const saysNothing = (event: string, payload: any) =>
  (event === 'push' && (payload.deleted || payload.commits.length === 0)) ||
  (event === 'deployment_status' &&
    payload.deployment_status.state === 'inactive');

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

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'webhooks/github');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(corpus);
const title = present
  ? 'the corpus of GitHub webhooks'
  : 'the corpus of GitHub webhooks (skipped: QUALITY_GATES_CORPUS is not set)';

(present ? describe : describe.skip)(title, () => {
  const files = present ? readdirSync(corpus) : [];

  it('has files', () => expect(files.length).toBeGreaterThan(0));

  it('is understood or ignored, file by file', () => {
    const payloads = files
      .filter(name => name.endsWith('.json'))
      .map(name => ({
        event: name.split('.')[0],
        payload: JSON.parse(readFileSync(join(corpus, name), 'utf8')),
      }));
    expect(
      payloads.flatMap(({ event, payload }) => problemsOf(event, payload)),
    ).toEqual([]);
  });
});
