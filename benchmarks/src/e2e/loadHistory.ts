import { feedExampleHistory } from 'backend/src/example/feedExampleHistory';
import type { Effort, Finding } from '../Area';
import { startAnchor } from './startAnchor';
import {
  EXAMPLE_CATALOG,
  GITHUB_SECRET,
  startPortal,
  TOKEN,
  withFolder,
} from './portal';

/** P14: whether the portal still answers people while the example history arrives on SQLite. */
export async function loadHistory({ quick }: Effort): Promise<Finding[]> {
  return withFolder(async folder => {
    const portal = await startPortal(folder, EXAMPLE_CATALOG);
    // A process that does nothing tells what the machine itself does to timers.
    const idle = await startAnchor('decodeOnly');
    try {
      await Promise.all([portal.reset(), idle.reset()]);
      const reports: string[] = [];
      const taken = await feedExampleHistory({
        baseUrl: portal.origin,
        token: TOKEN,
        githubSecret: GITHUB_SECRET,
        signal: new AbortController().signal,
        now: new Date('2026-01-31T12:00:00Z'),
        days: quick ? 7 : 90,
        report: line => reports.push(line),
      });
      const { delayP99Ms, delayMaxMs } = await portal.measure();
      const { delayP99Ms: idleP99Ms } = await idle.measure();
      return [
        {
          goal: 'P14',
          what: 'event-loop delay p99 while the example history loads, ms more than in an idle process',
          value: delayP99Ms - idleP99Ms,
          target: 50,
          direction: 'at-most',
          details: { delayP99Ms, idleP99Ms, delayMaxMs, taken, reports },
        },
      ];
    } finally {
      await Promise.all([portal.stop(), idle.stop()]);
    }
  });
}
