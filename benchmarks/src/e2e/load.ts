import { once } from 'node:events';
import type { TraceProfile } from '../generateTraces';
import { ask, spawnProgram } from './startServer';

/** Bodies to prepare: one request a seed. */
export type Prepared = Omit<TraceProfile, 'seed'> & {
  readonly seeds: readonly number[];
};

/** Where to send what was prepared. */
export interface Load {
  readonly url: string;
  readonly token: string;
  readonly concurrency: number;
}

/** How it went. */
export interface LoadResult {
  readonly ms: number;
  /** Of each body, in the order of the seeds; 0 when the connection broke. */
  readonly statuses: readonly number[];
}

/** The process that makes load. */
export interface LoadGenerator {
  prepare(what: Prepared): Promise<void>;
  send(load: Load): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Starts it. */
export function startLoadGenerator(): LoadGenerator {
  const child = spawnProgram(require.resolve('./loadGenerator.ts'));
  return {
    prepare: what => ask(child, what),
    send: load => ask(child, load),
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
