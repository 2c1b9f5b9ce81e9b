import type { Golden } from './Golden';
import * as forges from './forges';
import * as systems from './systems';
import * as tools from './tools';

/** What each of `traces` says, by its name. */
export const goldens: Readonly<Record<string, Golden>> = {
  ...forges,
  ...systems,
  ...tools,
};
