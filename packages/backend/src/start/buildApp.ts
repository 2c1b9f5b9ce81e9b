import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';

/** Everything that ends up in the bundle. */
const SOURCES = [
  'app-config.yaml',
  'yarn.lock',
  'packages/app/config.d.ts',
  'packages/app/package.json',
  'packages/app/public',
  'packages/app/src',
  'plugins/quality-gates/package.json',
  'plugins/quality-gates/src',
  'plugins/quality-gates-common/package.json',
  'plugins/quality-gates-common/src',
];

/**
 * Builds packages/app unless `dist` already holds a bundle of the same sources. The bundle knows neither port nor
 * configuration: the app backend injects them when it serves it.
 */
export async function buildApp(root: string): Promise<void> {
  const stamp = join(root, 'packages/app/dist/.sources.sha256');
  const hash = await hashSources(root);
  const built = await readFile(stamp, 'utf8').catch(() => undefined);
  if (built === hash) return;
  console.log('Building the frontend …');
  const cli = join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
  const args = [cli, 'package', 'build', '--config', '../../app-config.yaml'];
  const child = spawn(process.execPath, args, {
    cwd: join(root, 'packages/app'),
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) {
    throw new ServiceUnavailableError(
      'The frontend could not be built; the reason stands above. --no-frontend starts the API alone',
    );
  }
  await writeFile(stamp, hash);
}

async function hashSources(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await listFiles(root, source)) {
      hash.update(`${file}\0`).update(await readFile(join(root, file)));
    }
  }
  return hash.digest('hex');
}

/** Files at or below a path that exists, sorted; [] for one that does not. */
async function listFiles(root: string, path: string): Promise<string[]> {
  const found = await stat(join(root, path)).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [path];
  const names = (await readdir(join(root, path))).sort();
  const nested = await Promise.all(
    names.map(name => listFiles(root, join(path, name))),
  );
  return nested.flat();
}
