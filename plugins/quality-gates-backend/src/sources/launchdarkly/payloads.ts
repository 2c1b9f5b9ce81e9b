import { linkSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/* Only the fields that are read, so that LaunchDarkly may add and change all others. */

const { maybeText } = payloadFields;

/** An entry of the audit log, which is what a webhook sends. */
export const envelopePayload = z.object({
  _id: z.string().min(1),
  kind: z.string().min(1),
});

/** A flag as it was before, or is after a change. */
const version = z
  .object({
    archived: z.boolean().nullish(),
    environments: z
      .record(z.string(), z.object({ on: z.boolean().nullish() }))
      .nullish(),
  })
  .nullish()
  .transform(value => value ?? undefined);
/** See {@link version}; undefined = there was none, or it is not told. */
export type FlagVersion = z.output<typeof version>;

/** The entry links to its flag in Markdown; `_links.site` is a path and does not say of which LaunchDarkly. */
const linkInMarkdown = z
  .string()
  .nullish()
  .transform(text => {
    const [, link] = /\]\(([^()\s]+)\)/.exec(text ?? '') ?? [];
    return linkSchema.safeParse(link).data;
  });

/** `flag`. */
export const flagPayload = z.object({
  _id: z.string().min(1),
  date: z.number().int().positive(),
  title: linkInMarkdown,
  accesses: z.array(z.object({ action: z.string(), resource: z.string() })),
  member: z.object({ email: maybeText }).nullish(),
  token: z.object({ name: maybeText }).nullish(),
  app: z.object({ name: maybeText }).nullish(),
  previousVersion: version,
  currentVersion: version,
});
