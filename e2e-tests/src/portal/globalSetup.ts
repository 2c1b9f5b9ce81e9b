import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startPortal } from './startPortal';

/** Starts the portal all specs look at, with components of the tests' own beside the example catalog. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'quality-gates-e2e-'));
  const config = resolve(__dirname, '../../app-config.e2e.yaml');
  const portal = await startPortal('--data', data, '--config', config);
  process.env.E2E_PORTAL_URL = portal.url;
  await portal.historySent;
  return async () => {
    await portal.stop();
    await rm(data, { recursive: true, force: true });
  };
}
