import type { Page } from '@playwright/test';
import { captureWhole } from './captureWhole';
import { checkPage } from './checkPage';
import { test } from './test';

/**
 * Four tests of a page, light and dark, narrow and wide: `open` brings it to where it is to be looked at, then it is
 * checked and a picture of it is kept under its name.
 */
export function inEachLook(
  name: string,
  open: (page: Page) => Promise<void>,
): void {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 1920]) {
      test(`the page ${name} is sound in ${colorScheme} at ${width} px`, async ({
        page,
      }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        await open(page);
        await checkPage(page);
        await captureWhole(page, `${name}-${colorScheme}-${width}`);
      });
    }
  }
}
