import { inEachLook } from '../portal/inEachLook';
import { expect, test } from '../portal/test';
import { ask, askForRelease, type Release } from '../senders/askForRelease';

const CATALOG = '/catalog/default/component';
const TAB = `${CATALOG}/release-keeper/quality-gates`;
const QUIET = `${CATALOG}/quiet-keeper/quality-gates`;

let release: Release;

test.beforeAll(async () => {
  release = await askForRelease();
  await ask('component:default/asked-keeper', '1.0.0', 'production');
});

const PAGES = [
  {
    name: 'evaluation-waiting',
    path: () => `${TAB}/gates/evaluations/${release.waiting}`,
    heading: 'Not yet. 2.1.0 cannot go to Production yet.',
    expands: true,
  },
  {
    name: 'evaluation-denied',
    path: () => `${TAB}/gates/evaluations/${release.denied}`,
    heading: 'No. 2.0.0 cannot go to Production.',
    expands: true,
  },
  {
    name: 'evaluation-allowed',
    path: () => `${TAB}/gates/evaluations/${release.allowed}`,
    heading: /^Yes, with warnings/,
  },
  {
    name: 'what-if',
    path: () =>
      `${TAB}/gates/evaluations/what-if?environment=production&version=2.2.0`,
    heading: 'Unknown. No gate was measured for 2.2.0 in Production',
  },
  {
    name: 'policy-findings',
    path: () => `${TAB}/gates/policy?environment=staging`,
    heading: 'Findings',
    shows: 'fails-open',
  },
  {
    name: 'policy-none',
    path: () => `${QUIET}/gates/policy`,
    heading: 'Policy of Production',
  },
  { name: 'gates-full', path: () => `${TAB}/gates`, heading: 'Gate history' },
  {
    name: 'gates-empty',
    path: () => `${QUIET}/gates`,
    heading: 'Gate history',
  },
  {
    name: 'deployable-full',
    path: () => `${TAB}/gates/deployable?environment=staging`,
    heading: '2.1.0 is the newest version that may go to Staging',
  },
  {
    name: 'deployable-none',
    path: () => `${TAB}/gates/deployable`,
    heading: 'No version may go to Production now',
  },
  {
    name: 'deployable-empty',
    path: () => `${QUIET}/gates/deployable`,
    heading: 'What could I deploy?',
  },
  {
    name: 'summary-release',
    path: () => TAB,
    heading: 'Can I deploy 2.1.0?',
  },
  {
    name: 'summary-asked',
    path: () => `${CATALOG}/asked-keeper/quality-gates`,
    heading: 'Can I deploy 1.0.0?',
  },
] as const;

for (const { name, path, heading, ...how } of PAGES) {
  inEachLook(name, async page => {
    await page.goto(path());
    await expect(
      page.getByRole('heading', { name: heading }).first(),
    ).toBeVisible();
    await page.waitForLoadState('networkidle');
    if ('shows' in how) {
      await expect(page.getByText(how.shows)).toBeVisible();
    }
    if ('expands' in how) {
      await page.getByRole('button', { name: 'Expand all' }).click();
    }
  });
}

test.describe('while the backend answers 503', () => {
  test.use({ expectedComplaint: /503.*\/api\/quality-gates\// });

  for (const [name, place, what] of [
    ['evaluation', 'gates/evaluations/7c1e', 'this evaluation'],
    ['deployable', 'gates/deployable', 'what could be deployed'],
    ['policy', 'gates/policy', 'the policy'],
  ]) {
    inEachLook(`${name}-unreachable`, async page => {
      await page.route(
        /\/api\/quality-gates\/(evaluations\/|entities\/.*\/(deployable|policy))/,
        route =>
          route.fulfill({
            status: 503,
            json: { error: { name: 'Error', message: 'Database away' } },
          }),
      );
      await page.goto(`${TAB}/${place}`);
      await expect(page.getByText(`Could not load ${what}`)).toBeVisible();
      await expect(
        page.getByRole('button', { name: 'Try again' }),
      ).toBeVisible();
    });
  }
});

test('a verdict is invalidated with a reason, and nobody takes it for an answer any more', async ({
  page,
}) => {
  const id = await ask('component:default/release-keeper', '2.1.0', 'staging');
  await page.goto(`${TAB}/gates/evaluations/${id}`);
  await page.getByRole('button', { name: 'Invalidate' }).click();
  const dialog = page.getByRole('dialog', { name: /^Invalidate the answer/ });
  await dialog
    .getByRole('textbox', { name: 'Reason' })
    .fill('The tests ran against the wrong build');
  await dialog.getByRole('button', { name: 'Invalidate' }).click();
  await expect(
    page.getByRole('heading', { name: /^Invalidated\. It was “Yes/ }),
  ).toBeVisible();
  await expect(
    page.getByText(/counts no more: The tests ran against the wrong build/),
  ).toBeVisible();
  await page.goto(`${TAB}/gates/deployable?environment=staging`);
  await expect(
    page.getByRole('heading', { name: 'No version may go to Staging now' }),
  ).toBeVisible();
  await expect(page.getByText('Invalidated').first()).toBeVisible();
});
