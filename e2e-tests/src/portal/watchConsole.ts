import { expect, type Page } from '@playwright/test';

/**
 * Collects what the page complains about: errors in the console (a refused script or style among them), exceptions
 * nobody caught, requests that failed. The function it gives back fails when there was any but those that match
 * `expected`.
 */
export function watchConsole(page: Page, expected: RegExp | null): () => void {
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') {
      const complaint = `${message.text()} (${message.location().url})`;
      if (!expected?.test(complaint)) complaints.push(complaint);
    }
  });
  page.on('pageerror', error => {
    complaints.push(`uncaught: ${error.message}`);
  });
  return () => expect(complaints, 'complaints of the page').toEqual([]);
}
