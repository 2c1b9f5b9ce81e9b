import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { captureWhole } from '../portal/captureWhole';
import { checkPage } from '../portal/checkPage';
import { apiUrl, expect, test, token } from '../portal/test';

const run = promisify(execFile);
const REQUESTER = 'user:default/maya.lopez';
const APPROVER = 'user:default/jonas.okafor';
const ENTITY = 'component:default/approval-keeper';
const VERSION = '3.1.4';

async function curl<T = Evaluation>(...args: readonly string[]): Promise<T> {
  const { stdout } = await run('curl', [
    ...['-sS', '--fail-with-body', '--max-time', '130'],
    ...['-H', `Authorization: Bearer ${token}`],
    ...args,
  ]);
  return JSON.parse(stdout);
}

/** What a pipeline does before it deploys. */
function ask(version: string): Promise<Evaluation> {
  const body = JSON.stringify({
    entityRef: ENTITY,
    environment: 'production',
    version,
    phase: 'pre-deploy',
    requestedBy: { user: REQUESTER },
  });
  return curl(
    ...['-X', 'POST', apiUrl('/evaluations')],
    ...['-H', 'Content-Type: application/json', '-d', body],
  );
}

/** What it did before: the summary of a component begins with its first fact. */
function reportStaging(version: string): Promise<{ duplicate: boolean }> {
  const at = new Date(Date.now() - 600_000).toISOString();
  const body = JSON.stringify({
    entityRef: ENTITY,
    environment: 'staging',
    version,
    status: 'success',
    startedAt: at,
    finishedAt: at,
  });
  return curl(
    ...['-X', 'POST', apiUrl('/ingest/deployments')],
    ...['-H', 'Content-Type: application/json', '-d', body],
  );
}

function pageOf({ id }: Evaluation): string {
  const tab = '/catalog/default/component/approval-keeper/quality-gates';
  return `${tab}/gates/evaluations/${id}`;
}

test.describe.configure({ mode: 'serial' });

let asked: Evaluation;

test.describe('who asked', () => {
  test.use({ userEntityRef: REQUESTER });

  test('sees the pipeline wait, and may not approve it', async ({ page }) => {
    await reportStaging(VERSION);
    asked = await ask(VERSION);
    expect(asked).toMatchObject({ decision: 'wait', canDeploy: false });
    await page.goto(pageOf(asked));
    await expect(
      page.getByRole('heading', {
        name: `Not yet. ${VERSION} cannot go to Production yet.`,
      }),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled();
    await expect(
      page.getByText('You asked, so you cannot approve.'),
    ).toBeVisible();
    await checkPage(page);
    await captureWhole(page, 'evaluation-waiting');
  });

  test('sees on the summary what the answer waits for', async ({ page }) => {
    await page.goto('/catalog/default/component/approval-keeper/quality-gates');
    const card = page.getByRole('article', { name: 'Production' });
    await expect(card).toContainText('Not yet');
    await expect(
      card.getByRole('link', { name: 'Explain Production' }),
    ).toBeVisible();
    await checkPage(page);
    await captureWhole(page, 'summary-waiting');
  });
});

test.describe('another person', () => {
  test.use({ userEntityRef: APPROVER });

  test('approves, and the waiting pipeline is told to go', async ({ page }) => {
    const waiting = curl(apiUrl(`/evaluations/${asked.id}?wait=120s`));
    await page.goto(pageOf(asked));
    const form = page.getByRole('form', { name: /^Decide / });
    await form
      .getByRole('textbox', { name: 'Reason' })
      .fill('Verified in staging by hand');
    await form.getByRole('button', { name: 'Approve' }).click();
    await expect(
      page.getByRole('heading', { name: /^Yes.* can go to Production/ }),
    ).toBeVisible();
    expect(await waiting).toMatchObject({ decision: 'allow', canDeploy: true });
    await checkPage(page);
    await captureWhole(page, 'evaluation-approved');
  });
});
