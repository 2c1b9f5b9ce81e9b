import {
  describeFile,
  readReportedFile,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readProjects } from './readProjects';

/** Projects that a report keeps. */
const MOST_PROJECTS = 5_000;

/** Which projects of a monorepo a change touches, as Nx or Turborepo prints it. */
export const affected: Source = {
  id: 'affected',
  ingress: [{ type: 'file', format: 'affected', accepts: ['text', 'json'] }],
  normalise(delivery) {
    if (delivery.kind !== 'files/affected') return [];
    const file = readReportedFile(delivery);
    const { tool, projects } = readProjects(delivery);
    const { id, query } = file;
    const sorted = [...new Set(projects)].sort();
    return [
      {
        type: 'affected-set',
        ...describeFile(file, { id, at: undefined }),
        data: {
          id,
          tool: query.tool ?? tool,
          commit: query.commit,
          runUrl: query.runUrl,
          projects: sorted.slice(0, MOST_PROJECTS),
          truncated: sorted.length > MOST_PROJECTS ? true : undefined,
        },
      },
    ];
  },
};
