import {
  gateDuration,
  testReportParams,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/** Parameters of the kind `tests`. */
export const params = z.strictObject({
  /** A tag such as `@smoke`; without `@` the suite or tool of the report. */
  selector: z.string().min(2).max(200),
  minTests: testReportParams.minTests,
  /** More failed tests fail. */
  maxFailures: z.number().int().min(0).default(0),
  /** How soon after `after` the tests must begin. */
  startWithin: gateDuration().prefault('5m'),
  /** What the tests come after. */
  after: z.enum(['deployment.finishedAt']).default('deployment.finishedAt'),
  /** How often each test may run in all; a pass after a failure is flaky. */
  retry: z
    .strictObject({ attempts: z.number().int().min(1).max(10) })
    .prefault({ attempts: 1 }),
  flaky: testReportParams.flaky,
});
