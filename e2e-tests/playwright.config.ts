import { defineConfig } from '@playwright/test';

/** The portal is started once, through `./start`, with the example history; see src/portal. */
export default defineConfig({
  testDir: './src/specs',
  globalSetup: require.resolve('./src/portal/globalSetup.ts'),
  // One portal, one browser: two cores have enough to do.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  outputDir: './test-results',
  use: {
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
