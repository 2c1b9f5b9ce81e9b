import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findChromium } from './findChromium';
import { readPlaywrightResult } from './readPlaywrightResult';
import { runProgram } from './runProgram';
import { FAILED, skippedSuite, type Suite } from './types';

/** The portal in headless Chromium, started through `./start`. */
export const browserSuite: Suite = {
  name: 'the portal in Chromium (Playwright)',
  async run({ root, quick, scratchDir }) {
    if (quick) return skippedSuite('the portal in Chromium (--quick)');
    const file = join(scratchDir, 'playwright.json');
    const code = await runProgram(
      [join(root, 'node_modules/@playwright/test/cli.js'), 'test'],
      {
        cwd: join(root, 'e2e-tests'),
        env: {
          CHROMIUM: findChromium(),
          PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        },
      },
    );
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (!text) return FAILED;
    const result = readPlaywrightResult(JSON.parse(text));
    return code !== 0 && result.failed === 0 ? FAILED : result;
  },
};
