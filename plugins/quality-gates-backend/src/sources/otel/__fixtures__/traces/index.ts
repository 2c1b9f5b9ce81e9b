import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import * as forges from './forges';
import * as systems from './systems';
import * as tools from './tools';

/** A trace of each emitter, by its name in `emitters/`, and of tools also inside a pipeline. */
export const traces: Readonly<Record<string, readonly Span[]>> = {
  ...forges,
  ...systems,
  ...tools,
};
