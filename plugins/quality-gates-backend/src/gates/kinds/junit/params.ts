import { testReportParams } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/** Parameters of the kind `junit`; its `tool` is by default every tool but Playwright, which has a kind of its own. */
export const params = z.strictObject({
  ...testReportParams,
  /** More failed tests fail. */
  maxFailures: z.number().int().min(0).default(0),
});
