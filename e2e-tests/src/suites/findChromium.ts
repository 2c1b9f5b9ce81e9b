import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NotFoundError } from '@backstage/errors';

/** Without fonts of its own a page is drawn in boxes, and nothing could be said about cut-off text. */
const PACKAGES = ['chromium', 'fonts-liberation', 'fonts-dejavu-core'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable'];

/**
 * Path of a Chromium: `$CHROMIUM`, one on the path, else one that apt-get installs where that is allowed. Throws
 * NotFoundError with the command that helps.
 */
export function findChromium(): string {
  const found = process.env.CHROMIUM || lookup();
  if (found) return found;
  installWithApt();
  const installed = lookup();
  if (installed) return installed;
  throw new NotFoundError(
    'No Chromium was found. Install one, with "sudo apt-get install chromium" for example, or set CHROMIUM to its path',
  );
}

function lookup(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders
    .flatMap(folder => NAMES.map(name => join(folder, name)))
    .find(path => existsSync(path));
}

/** As root, or with a sudo that does not ask. */
function installWithApt(): void {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...args: string[]) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(command, rest, { stdio: 'inherit', env }).status === 0;
  };
  if (run('--version')) {
    console.log('Installing Chromium …');
    run('update');
    run('install', '--yes', '--no-install-recommends', ...PACKAGES);
  }
}
