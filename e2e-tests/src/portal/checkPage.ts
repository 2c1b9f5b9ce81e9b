import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { findCutOffText } from './findCutOffText';

/** A value with its unit, as screens show it; words stand where there is no number. */
const VALUE_WITH_UNIT =
  /^[−-]?\d[\d.,]*\s*(\/ (week|30 days|day)|%|s|min|h|d)(\s|$)/;

/**
 * Fails on what no page may have: a horizontal scrollbar, text that is cut off, contrast below WCAG AA, a delivery
 * number without its unit. Console errors are watched by the `page` of ./test.
 */
export async function checkPage(page: Page): Promise<void> {
  await checkWidth(page);
  const cutOff = await page.evaluate(findCutOffText, 'main');
  expect(cutOff, 'text that is cut off').toEqual([]);
  await checkContrast(page);
  await checkUnits(page);
}

/** Fails when the page is wider than the window. */
export async function checkWidth(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() =>
    [...document.querySelectorAll('html, body, main')]
      .filter(each => each.scrollWidth > each.clientWidth)
      .map(({ tagName, scrollWidth }) => `${tagName}: ${scrollWidth} px`),
  );
  expect(tooWide, 'horizontal scrollbars').toEqual([]);
}

async function checkContrast(page: Page): Promise<void> {
  await page.evaluate(await readFile(require.resolve('axe-core'), 'utf8'));
  const options: RunOptions = {
    runOnly: { type: 'rule', values: ['color-contrast'] },
  };
  const { violations } = await page.evaluate(async given => {
    const { axe } = window as unknown as {
      axe: { run(at: string, how: RunOptions): Promise<AxeResults> };
    };
    return axe.run('main', given);
  }, options);
  const faint = violations.flatMap(({ nodes }) =>
    nodes.map(node => `${node.html} ${node.failureSummary}`),
  );
  expect(faint, 'contrast below WCAG AA').toEqual([]);
}

async function checkUnits(page: Page): Promise<void> {
  for (const card of await page
    .locator('article[data-testid^="dora-"]')
    .all()) {
    const lines = (await card.innerText()).split('\n').map(line => line.trim());
    const value = lines.find(line => /^[−-]?\d/.test(line));
    if (value) expect(value, lines[0]).toMatch(VALUE_WITH_UNIT);
  }
}
