import type { Page } from '@playwright/test';
import { captureWhole } from './captureWhole';
import { checkPage } from './checkPage';
import { test } from './test';

/**
 * Two tests of a page, light and dark: `open` brings it to where it is to be looked at, then it is checked narrow and
 * wide, and a picture of each is kept under its name.
 */
export function inEachLook(
  name: string,
  open: (page: Page) => Promise<void>,
): void {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the page ${name} is sound in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 1280, height: 900 });
      await open(page);
      for (const width of [1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        await checkPage(page);
        await captureWhole(page, `${name}-${colorScheme}-${width}`);
      }
    });
  }
}
