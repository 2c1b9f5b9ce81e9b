import { z } from 'zod';
import { quarantineSchema } from './quarantine';

const name = z.string().min(1).max(512);

/** Parameters that kinds of gates about test reports have in common: the shape of a zod object, to be spread in theirs. */
export const testReportParams = {
  /** The name of the format = every report of it; else what `suite` or `tool` of the reports says. */
  artifact: name.optional(),
  /** Only reports of this suite. */
  suite: name.optional(),
  /** Only reports of this tool; by default of every tool that the kind is for. */
  tool: name.optional(),
  /** How many reports there must be, for example one a shard. */
  minReports: z.number().int().min(1).max(50).default(1),
  /** Fewer tests that ran fail. */
  minTests: z.number().int().min(1),
  /** More skipped tests, in percent of all, fail. */
  maxSkippedPercent: z.number().min(0).max(100).optional(),
  /** More tests that failed and then passed warn, or fail. */
  flaky: z
    .strictObject({
      max: z.number().int().min(0),
      verdict: z.enum(['warn', 'fail']).default('warn'),
    })
    .optional(),
  /** Tests whose failure does not count for a while. */
  quarantine: quarantineSchema.optional(),
};
