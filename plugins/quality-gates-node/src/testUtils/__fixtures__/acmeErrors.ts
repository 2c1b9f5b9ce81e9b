import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { createGateKind } from '../../index';

/** Only the fields that are read. */
const answer = z.object({ errors: z.number().nullable() });

/** Open errors of a service in Acme Errors. */
export const acmeErrors = createGateKind({
  kind: 'acme-errors',
  title: 'Acme Errors',
  // Strict: a misspelt parameter asserts nothing.
  params: z.strictObject({
    source: z.string(),
    service: z.string(),
    max: z.number().int().min(0),
  }),
  stricter: { max: 'down' },
  sourceTypes: ['acme'],
  sources: ({ source }) => [{ path: 'source', id: source, type: 'acme' }],
  setup:
    env =>
    async ({ params: { source, service, max }, fill, signal }) => {
      const acme = env.source(source, 'acme');
      const path = `/errors/${fill(service, encodeURIComponent)}`;
      const { body } = await acme.fetchJson(path, { signal });
      const parsed = answer.safeParse(body);
      if (!parsed.success) throw new InputError('Acme Errors: no number');
      const { errors } = parsed.data;
      // A bad value is a value and null is none: the judge says what both mean.
      return {
        readings: [
          {
            name: 'open errors',
            value: errors,
            missing: 'Acme has not heard of the service',
            limits: { fail: max, direction: 'at-most' },
          },
        ],
        summary: `Acme counts ${errors ?? 'no'} open errors (at most ${max})`,
        evidenceUrl: acme.link(path),
        resolvedQuery: path,
      };
    },
});
