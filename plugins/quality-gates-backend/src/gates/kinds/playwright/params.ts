import { testReportParams } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/** Parameters of the kind `playwright`; its `tool` is `playwright` by default. */
export const params = z.strictObject({
  ...testReportParams,
  /** Only tests of these projects, of each of which some must have run. */
  projects: z.array(z.string().min(1).max(512)).min(1).max(50).optional(),
  /** More tests with an unexpected result fail. */
  unexpected: z.number().int().min(0).default(0),
});
