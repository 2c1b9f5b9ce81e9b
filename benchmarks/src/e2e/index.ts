import type { Area } from '../Area';
import { compareThroughput } from './compareThroughput';
import { loadHistory } from './loadHistory';
import { overload } from './overload';

/** P4 and P14: the whole way from a sender to the durable commit, every program in a process of its own. */
export const e2e: Area = {
  name: 'e2e',
  async run(effort) {
    return [
      ...(await compareThroughput(effort)),
      ...(await overload(effort)),
      ...(await loadHistory(effort)),
    ];
  },
};
