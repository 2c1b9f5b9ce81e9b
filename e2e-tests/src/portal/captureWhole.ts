import { resolve } from 'node:path';
import type { Page } from '@playwright/test';

/** The committed pictures change on purpose only: each run would otherwise leave other dates in them. */
const FOLDER = resolve(
  __dirname,
  process.env.UPDATE_SCREENSHOTS
    ? '../../screenshots'
    : '../../test-results/screenshots',
);
const MARGIN = 24;

/**
 * Writes `{name}.png` to `test-results/screenshots`, or to `screenshots` with UPDATE_SCREENSHOTS=1: all there is to
 * see, the window grows as high as what it scrolls.
 */
export async function captureWhole(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  const hidden = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('html, body, main, main *')].map(
        each => {
          const scrolls = /auto|scroll/.test(getComputedStyle(each).overflowY);
          const isRoot = each === document.documentElement;
          return scrolls || isRoot ? each.scrollHeight - each.clientHeight : 0;
        },
      ),
    ),
  );
  const height = before.height + (hidden > 0 ? hidden + MARGIN : 0);
  await page.setViewportSize({ width: before.width, height });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: resolve(FOLDER, `${name}.png`) });
  await page.setViewportSize(before);
}
