import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { ConflictError, isError } from '@backstage/errors';
import { feedExampleHistory } from '../example/feedExampleHistory';
import { buildApp } from './buildApp';
import { readOptions } from './readOptions';
import { runBackend, waitForCatalog, waitUntilReady } from './runBackend';

const root = resolve(process.argv[1], '../../../../..');

/** `./start`: build, run, wait, tell, feed; the order a person watches it in. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), {
    cwd: process.cwd(),
    root,
  });
  const { readToken, ...secrets } = readSecrets();
  await assertPortIsFree(options.port);
  await mkdir(options.dataDir, { recursive: true });
  if (options.frontend) await buildApp(root);

  const backend = runBackend(root, options);
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
    backend.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  backend.exited.then(code => {
    if (!stopping.signal.aborted) process.exit(code || 1);
  });

  await waitUntilReady(backend);
  await waitForCatalog(backend, readToken);
  console.log(`Ready: ${backend.baseUrl}`);
  if (!options.history) return;
  await feedExampleHistory({
    baseUrl: backend.baseUrl,
    ...secrets,
    now: new Date(),
    signal: stopping.signal,
    report: line => console.error(line),
  });
}

/** Development defaults; app-config.start.yaml reads the same names from the environment. */
function readSecrets() {
  process.env.QG_TOKEN ||= 'dev-token-only-for-localhost';
  process.env.QG_READ_TOKEN ||= 'dev-read-token-only-for-localhost';
  process.env.QG_GITHUB_SECRET ||= 'dev-secret';
  return {
    token: process.env.QG_TOKEN,
    readToken: process.env.QG_READ_TOKEN,
    githubSecret: process.env.QG_GITHUB_SECRET,
  };
}

async function assertPortIsFree(port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
  } catch (error) {
    throw new ConflictError(
      `Port ${port} is taken. Stop the program that holds it, or choose another: ./start --port ${
        port + 1
      }`,
      error,
    );
  } finally {
    probe.close();
  }
}

main().catch(error => {
  console.error(`start: ${isError(error) ? error.message : error}`);
  process.exit(1);
});
