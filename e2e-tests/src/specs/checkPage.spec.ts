import { type Page } from '@playwright/test';
import { checkPage } from '../portal/checkPage';
import { expect, test } from '../portal/test';
import { watchConsole } from '../portal/watchConsole';

const SOUND =
  '<article data-testid="dora-x"><h3>Change lead time</h3><p>4 h median</p></article>';

const DEFECTS = [
  {
    defect: 'a horizontal scrollbar',
    words: 'horizontal scrollbars',
    html: '<div style="width: 3000px">wide</div>',
  },
  {
    defect: 'text that is cut off',
    words: 'text that is cut off',
    html: '<p style="width: 40px; overflow: hidden; white-space: nowrap">A long sentence</p>',
  },
  {
    defect: 'faint text',
    words: 'contrast below WCAG AA',
    html: '<p style="color: #bbb; background: #fff">faint</p>',
  },
  {
    defect: 'a number without its unit',
    words: 'Change fail rate',
    html: '<article data-testid="dora-y"><h3>Change fail rate</h3><p>11.5</p></article>',
  },
];

async function show(page: Page, html: string): Promise<void> {
  await page.setContent(
    `<!doctype html><html lang="en"><body><main>${html}</main></body></html>`,
  );
}

test.use({ userEntityRef: null });

test('a sound page passes the page check', async ({ page }) => {
  await show(page, SOUND);
  await checkPage(page);
});

for (const { defect, words, html } of DEFECTS) {
  test(`the page check fails on ${defect}`, async ({ page }) => {
    await show(page, SOUND + html);
    await expect(checkPage(page)).rejects.toThrow(words);
  });
}

test('the page check fails on an error in the console', async ({ context }) => {
  // A page of its own: the one every test is given fails the test, as it should.
  const page = await context.newPage();
  const assertQuiet = watchConsole(page, null);
  await show(page, SOUND);
  await page.evaluate(() => console.error('something broke'));
  expect(assertQuiet).toThrow('something broke');
});
