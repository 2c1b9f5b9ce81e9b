import type { Area } from '../Area';
import { compareWithProbe } from './compareWithProbe';
import { manyInFlight } from './manyInFlight';

/** G1 and G2: what a verdict costs, and what many of them at a time cost. */
export const gates: Area = {
  name: 'gates',
  async run(effort) {
    return [await compareWithProbe(effort), ...(await manyInFlight())];
  },
};
