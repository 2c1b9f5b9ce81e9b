import { checkWidth } from '../portal/checkPage';
import { expect, test } from '../portal/test';

test('the catalog lists every example component', async ({ page }) => {
  await page.goto('/');
  for (const name of [
    ...['checkout', 'payments', 'inventory', 'cart', 'search'],
    ...['fraud-detector', 'storefront', 'legacy-batch'],
  ]) {
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  }
  await checkWidth(page);
});

test.describe('signed out', () => {
  test.use({ userEntityRef: null });

  test('somebody who chooses an example user is signed in as that user', async ({
    page,
  }) => {
    await page.goto('/settings');
    await page.getByRole('button', { name: /^Aiko Kim/ }).click();
    await expect(
      page.getByText('Backstage Identity', { exact: true }),
    ).toBeVisible();
    await expect(
      page.getByRole('link', { name: 'Aiko Kim' }).first(),
    ).toBeVisible();
    await expect(
      page.getByRole('link', { name: 'Payments team' }),
    ).toBeVisible();
  });
});
