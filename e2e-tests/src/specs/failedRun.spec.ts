import type { Page } from '@playwright/test';
import { DateTime } from 'luxon';
import { expect, test } from '../portal/test';
import { sendFailedRun } from '../senders/githubExamples';
import { sendJenkinsTrace } from '../senders/sendJenkinsTrace';

const TAB = '/catalog/default/component/hello-world/quality-gates';

test.use({ viewport: { width: 1280, height: 800 } });

/** From the list of runs to the page of one, as soon as it is there. */
async function openRun(page: Page, pipeline: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${TAB}/pipelines?pipeline=${pipeline}`);
    await page
      .getByRole('table', { name: 'Pipeline runs' })
      .getByRole('link', { name: pipeline })
      .first()
      .click({ timeout: 5_000 });
  }).toPass({ timeout: 40_000 });
}

/** The failing step and whose problem it is, both in sight of somebody who has not scrolled. */
async function expectInSight(
  page: Page,
  seen: { headline: string; step: string; message?: string },
): Promise<void> {
  await expect(
    page.getByRole('heading', { name: seen.headline }),
  ).toBeInViewport();
  const failure = page.getByRole('article').first();
  await expect(failure.getByText('Change', { exact: true })).toBeInViewport();
  const name = failure.getByRole('heading', { name: `${seen.step} failed` });
  await expect(name).toBeInViewport();
  if (seen.message) {
    await expect(failure.getByText(seen.message).first()).toBeInViewport();
  }
  const row = page
    .getByRole('treegrid')
    .getByRole('row', { name: seen.step })
    .last();
  await expect(row).toContainText('Change:');
}

test('the failing step of a Jenkins run and whose problem it is are seen without scrolling', async ({
  page,
}) => {
  await sendJenkinsTrace({
    job: 'hello-jenkins',
    number: 42,
    repository: 'Codertocat/Hello-World',
    startedAt: DateTime.utc().minus({ minutes: 30 }),
    message: 'script returned exit code 1',
  });
  await openRun(page, 'hello-jenkins');
  await expectInSight(page, {
    headline: 'Run 42 failed because of the change',
    step: 'npm test',
    message: 'script returned exit code 1',
  });
});

test('the failing job of a GitHub run and whose problem it is are seen without scrolling', async ({
  page,
}) => {
  await sendFailedRun({
    id: 90_210,
    sha: 'f'.repeat(40),
    workflow: 'hello-actions',
    job: 'unit tests',
    finishedAt: DateTime.utc().minus({ minutes: 20 }),
  });
  await openRun(page, 'hello-actions');
  await expectInSight(page, {
    headline: 'Run 90210 failed because of the change',
    step: 'unit tests',
  });
});

test('a span has an address of its own, and the keyboard reaches it', async ({
  page,
}) => {
  await openRun(page, 'hello-jenkins');
  const grid = page.getByRole('treegrid');
  await grid.getByRole('row').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]span=/);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('dialog')).toBeVisible();
});
