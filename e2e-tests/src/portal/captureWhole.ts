import { resolve } from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = resolve(__dirname, '../../screenshots');
const MARGIN = 24;

/** Writes `screenshots/{name}.png` of all there is to see: the window grows as high as what it scrolls. */
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
