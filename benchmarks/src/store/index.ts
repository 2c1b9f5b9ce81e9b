import type { Area, Finding } from '../Area';
import { compareCoalesced } from './compareCoalesced';
import { compareWithDriver } from './compareWithDriver';
import { compareWithRows } from './compareWithRows';
import { createSqlite, startPostgres } from './databases';

/** P2, P3, P5 and P6: what storing costs, without HTTP, decoding and understanding. */
export const store: Area = {
  name: 'store',
  async run(effort) {
    const findings: Finding[] = [];
    const server = await startPostgres();
    try {
      for (const create of [createSqlite, () => server.createDatabase()]) {
        findings.push(await compareWithDriver(effort, create));
        findings.push(...(await compareWithRows(effort, create)));
        findings.push(...(await compareCoalesced(effort, create)));
        if (!effort.quick) {
          findings.push(...(await compareWithRows(effort, create, true)));
        }
      }
    } finally {
      await server.stop();
    }
    return findings;
  },
};
