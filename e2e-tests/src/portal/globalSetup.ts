import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startPrometheus } from './monitoring';
import { startPortal } from './startPortal';

/**
 * Starts the portal all specs look at, with components of the tests' own beside the example catalog, and the Prometheus
 * that its gates ask.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'quality-gates-e2e-'));
  const config = resolve(__dirname, '../../app-config.e2e.yaml');
  const monitoring = await startPrometheus();
  // Where there is none, the source is configured all the same, and nobody asks it.
  process.env.QG_E2E_PROMETHEUS =
    monitoring?.prometheusUrl ?? 'http://127.0.0.1:9';
  const portal = await startPortal('--data', data, '--config', config);
  process.env.E2E_PORTAL_URL = portal.url;
  await portal.historySent;
  return async () => {
    await portal.stop();
    await monitoring?.dispose();
    await rm(data, { recursive: true, force: true });
  };
}
