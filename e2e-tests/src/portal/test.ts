import { test as base } from '@playwright/test';
import { watchConsole } from './watchConsole';

/** Where the choice of the sign-in page is kept; packages/app, DevelopmentSignInPage. */
const SIGN_IN_KEY = 'developmentSignIn.userEntityRef';

/** What ./start gives when the environment says nothing else. */
export const token = process.env.QG_TOKEN || 'dev-token-only-for-localhost';
export const readToken =
  process.env.QG_READ_TOKEN || 'dev-read-token-only-for-localhost';
export const githubSecret = process.env.QG_GITHUB_SECRET || 'dev-secret';

/** Address of the API, without a trailing slash. */
export function apiUrl(path: string): string {
  return `${process.env.E2E_PORTAL_URL}/api/quality-gates${path}`;
}

/**
 * Playwright's `test` for the running portal: signed in as a member of the shop team unless `userEntityRef` is
 * overridden (null = signed out), and failing on every error in the console.
 */
export const test = base.extend<{
  userEntityRef: string | null;
  expectedComplaint: RegExp | null;
}>({
  // eslint-disable-next-line no-empty-pattern
  baseURL: async ({}, use) => use(process.env.E2E_PORTAL_URL),
  userEntityRef: ['user:default/maya.lopez', { option: true }],
  // What the browser itself says of an answer that a test makes fail.
  expectedComplaint: [null, { option: true }],
  page: async ({ page, userEntityRef, expectedComplaint }, use) => {
    const assertQuiet = watchConsole(page, expectedComplaint);
    if (userEntityRef) {
      await page.addInitScript(
        ([key, user]) => localStorage.setItem(key, user),
        [SIGN_IN_KEY, userEntityRef],
      );
    }
    await use(page);
    assertQuiet();
  },
});

export { expect } from '@playwright/test';
