import { gateDurationText } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

const name = z.string().min(1).max(256);

/** `with` of a gate of type argocd. */
export const params = z
  .strictObject({
    /** Of type `argocd`; named in app-config. */
    source: z.string().min(1).max(128),
    /** Applications by name; or `selector`. */
    apps: z.array(name).min(1).max(50).optional(),
    /** Applications by label: `app=checkout,tier=web`. */
    selector: z.string().min(1).max(512).optional(),
    /** Namespace of the Application objects, where it is not Argo CD's own. */
    appNamespace: name.optional(),
    /** The sync status that must be. */
    sync: z.enum(['Synced']).default('Synced'),
    /** The health that must be. */
    health: z.enum(['Healthy']).default('Healthy'),
    /** The commit of the GitOps repository that must be synced. */
    revision: name.optional(),
    /** What the images of the applications must carry. */
    images: z
      .strictObject({
        /** The tag of every image that counts. */
        allTagged: name,
        /** Images that count, `*` = anything; by default all. */
        only: z.array(name).min(1).max(20).optional(),
      })
      .optional(),
    /** How long all of that must have been seen without a break. */
    stableFor: gateDurationText().optional(),
  })
  .refine(
    ({ apps, selector }) => (apps === undefined) !== (selector === undefined),
    {
      path: ['apps'],
      message: 'either apps or selector is needed',
    },
  );

/** See {@link params}. */
export type Params = z.output<typeof params>;
