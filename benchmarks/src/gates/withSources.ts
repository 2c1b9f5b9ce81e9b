import { once } from 'node:events';
import { freePort } from '../e2e/portal';
import { ask, spawnProgram } from '../e2e/startServer';

/** Sources in a process of their own. */
export interface Sources {
  readonly url: string;
  /** Whether those who ask are kept waiting. */
  hold(hold: boolean): Promise<unknown>;
}

/** Sources for as long as `work` takes. */
export async function withSources<T>(
  work: (sources: Sources) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawnProgram(require.resolve('./sourceServer.ts'), [
    String(port),
  ]);
  try {
    while (!(await fetch(`${url}/state/0`).catch(() => undefined))?.ok) {
      if (child.exitCode !== null) throw new Error('The sources did not start');
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return await work({ url, hold: hold => ask(child, { hold }) });
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}
