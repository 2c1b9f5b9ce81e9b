import { z } from 'zod';

const name = z.string().min(1).max(256);

/** `with` of a gate of type github-jobs. */
export const params = z.strictObject({
  /** Of type `github`; without it, the jobs that Quality Gates was told of. */
  source: z.string().min(1).max(128).optional(),
  /** `owner/name`; by default the entity's annotation `github.com/project-slug`. Only with `source`. */
  repository: name.optional(),
  /** File name of the workflow, such as `build.yaml`; without `source`, the name of the pipeline. */
  workflow: name,
  commit: name.default('${request.commit}'),
  /** The legs that must be there: `build (cart)`. */
  matrix: z
    .strictObject({ job: name, values: z.array(name).min(1).max(256) })
    .optional(),
  /** More jobs that must be there, by name. Without this and `matrix`, every job of the run counts. */
  jobs: z.array(name).min(1).max(256).optional(),
  /** Conclusions that are good. */
  allow: z
    .array(z.enum(['success', 'neutral']))
    .min(1)
    .default(['success']),
  /** A skipped job was not run: `fail`, or no data. */
  skippedAs: z.enum(['fail', 'inconclusive']).default('fail'),
});

/** See {@link params}. */
export type Params = z.output<typeof params>;
