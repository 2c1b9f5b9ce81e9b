import { z } from 'zod';

/** An error of the run or of one try. */
const error = z.object({ message: z.string().optional() });

/** A test of a spec in one project, with every try of it. */
const test = z.object({
  projectName: z.string().optional(),
  status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
  results: z
    .array(
      z.object({
        status: z.string().optional(),
        duration: z.number().optional(),
        error: error.optional(),
      }),
    )
    .default([]),
});

/**
 * A file or a `describe`. Suites nest; what is inside is checked when it is reached, so that nothing nested too deep is
 * ever walked down by the schema itself.
 */
export const suite = z.object({
  title: z.string().default(''),
  file: z.string().optional(),
  suites: z.array(z.unknown()).default([]),
  specs: z
    .array(
      z.object({
        title: z.string(),
        file: z.string().optional(),
        tags: z.array(z.string()).default([]),
        tests: z.array(test),
      }),
    )
    .default([]),
});

/** The fields read of a report (`JSONReport` of `@playwright/test/reporter`). */
export const report = z.object({
  suites: z.array(z.unknown()),
  errors: z.array(error).default([]),
  stats: z
    .object({
      startTime: z.string().optional(),
      duration: z.number().optional(),
    })
    .default({}),
});
