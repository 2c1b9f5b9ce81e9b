import { InputError } from '@backstage/errors';
import {
  fetchPayload,
  type GateSource,
  type ProbeContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import type { Params } from './params';

const MOST_APPLICATIONS = 50;

const application = z.object({
  metadata: z.object({
    name: z.string(),
    deletionTimestamp: z.string().optional(),
  }),
  status: z
    .object({
      sync: z
        .object({
          status: z.string().optional(),
          revision: z.string().optional(),
          revisions: z.array(z.string()).optional(),
        })
        .default({}),
      health: z.object({ status: z.string().optional() }).default({}),
      operationState: z
        .object({ phase: z.string(), message: z.string().optional() })
        .optional(),
      summary: z.object({ images: z.array(z.string()).optional() }).default({}),
    })
    .optional(),
});

/** An Application of Argo CD, as far as it tells whether it is rolled out. */
export type Application = z.output<typeof application>;

// The Go server leaves out an empty list, or writes null.
const list = z.object({ items: z.array(application).nullish() });

/** The applications that the gate names; [] when a selector selects none. Throws InputError for more than 50. */
export async function readApplications(
  { params, fill, signal }: ProbeContext<Params>,
  source: GateSource,
): Promise<Application[]> {
  const ask = <S extends z.ZodType>(
    schema: S,
    below: string,
    query: Record<string, string>,
  ) => {
    if (params.appNamespace) query.appNamespace = fill(params.appNamespace);
    const path = `/api/v1/applications${below}?${new URLSearchParams(query)}`;
    return fetchPayload(schema, source, { path, kind: 'applications', signal });
  };
  if (params.selector !== undefined) {
    const selector = fill(params.selector, escapeLabel);
    const items = (await ask(list, '', { selector })).items ?? [];
    if (items.length <= MOST_APPLICATIONS) return items;
    throw new InputError(
      `The selector selects ${items.length} applications, and at most ${MOST_APPLICATIONS} can be looked at`,
    );
  }
  return Promise.all(
    params.apps!.map(async text => {
      const name = fill(text);
      // The controller may not have seen the commit yet: refresh makes it look.
      const found = await ask(application, `/${encodeURIComponent(name)}`, {
        refresh: 'normal',
      });
      if (found.metadata.name === name) return found;
      throw new InputError(
        `Source "${source.id}" answered with another application than ${name}`,
      );
    }),
  );
}

/** A value of a label; anything else could select more. */
function escapeLabel(value: string): string {
  if (/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(value)) {
    return value;
  }
  throw new InputError(`A value of the selector is no value of a label`);
}
