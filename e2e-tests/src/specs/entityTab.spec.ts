import { inEachLook } from '../portal/inEachLook';
import { expect, test } from '../portal/test';

const STATES = [
  { state: 'full', component: 'checkout', heading: 'Delivery performance' },
  { state: 'failing', component: 'inventory', heading: 'Delivery performance' },
  {
    state: 'empty',
    component: 'legacy-batch',
    heading: 'Nothing has arrived from legacy-batch yet',
  },
] as const;

for (const { state, component, heading } of STATES) {
  inEachLook(`tab-${state}`, async page => {
    await page.goto(`/catalog/default/component/${component}/quality-gates`);
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await page.waitForLoadState('networkidle');
  });
}

test.describe('while the backend answers 503', () => {
  test.use({ expectedComplaint: /503.*\/api\/quality-gates\/entities\// });

  inEachLook('tab-unreachable', async page => {
    await page.route(
      /\/api\/quality-gates\/entities\/.*\/(dora|gates|deployments|pipelines|runs)/,
      route =>
        route.fulfill({
          status: 503,
          json: { error: { name: 'Error', message: 'Database away' } },
        }),
    );
    await page.goto('/catalog/default/component/checkout/quality-gates');
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(
      5,
    );
  });
});

test('the summary of checkout has a section for each question', async ({
  page,
}) => {
  await page.goto('/catalog/default/component/checkout/quality-gates');
  for (const name of [
    'Delivery performance',
    'Gate history',
    'Recent deployments',
    'Pipeline health',
    'Recent runs',
  ]) {
    await expect(page.getByRole('heading', { name })).toBeVisible();
  }
  for (const name of [
    'Deployment frequency',
    'Change lead time',
    'Change fail rate',
    'Failed deployment recovery',
    'Deployment rework rate',
  ]) {
    await expect(page.getByRole('heading', { name })).toBeVisible();
  }
});

test('the overview of checkout leads to the tab', async ({ page }) => {
  await page.goto('/catalog/default/component/checkout');
  await page.getByRole('link', { name: 'Open quality gates' }).click();
  await expect(page).toHaveURL(/\/checkout\/quality-gates/);
});
