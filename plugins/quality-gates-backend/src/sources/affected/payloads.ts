import { z } from 'zod';

const project = z.string().min(1).max(512);

/** `nx show projects --affected --json`. */
export const nxProjects = z.array(project);

/** `turbo run … --dry=json`: the packages in scope. */
export const turboDry = z.object({ packages: z.array(project) });

/** `turbo ls --affected --output=json`. */
export const turboList = z.object({
  packages: z.object({ items: z.array(z.object({ name: project })) }),
});
