import {
  describeFile,
  readReportedFile,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readStatistics } from './readStatistics';

/** How often a build cache had what was asked of it: BuildKit, Nx, Turborepo, or anything that can count. */
export const cache: Source = {
  id: 'cache',
  ingress: [{ type: 'file', format: 'cache', accepts: ['json', 'ndjson'] }],
  normalise(delivery) {
    if (delivery.kind !== 'files/cache') return [];
    const file = readReportedFile(delivery);
    const { at, tool, hits, misses } = readStatistics(delivery);
    const { id, query } = file;
    return [
      {
        type: 'cache-report',
        ...describeFile(file, { id, at }),
        data: {
          id,
          tool: query.tool ?? tool,
          commit: query.commit,
          runUrl: query.runUrl,
          hits,
          misses,
        },
      },
    ];
  },
};
