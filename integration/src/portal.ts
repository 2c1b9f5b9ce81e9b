import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  createHome,
  furnish,
  INGEST_TOKEN,
  READ_TOKEN,
  type PortalComponent,
  type PortalHome,
  type PortalSettings,
} from './portalHome';
import {
  createPortalProcess,
  freePort,
  type PortalProcess,
  type ProcessOptions,
} from './portalProcess';

/** A backend in a process of its own, over real HTTP and a real database that outlives it. */
export interface Portal extends PortalProcess {
  readonly home: PortalHome;
  /** `http://127.0.0.1:{port}/api/quality-gates` */
  readonly baseUrl: string;
  /** Stops it and removes its data. */
  dispose(): Promise<void>;
  /** Resolves when every delivery is understood and every fact has found its entity. */
  settled(): Promise<void>;
  /** POSTs JSON to a machine door. */
  send(path: string, body: unknown): Promise<Response>;
  /** GETs as a reader. Throws with the answer's text for anything but 2xx. */
  read<T>(path: string): Promise<T>;
}

/** What {@link createPortal} makes a portal of. */
export interface PortalOptions
  extends Omit<PortalSettings, 'port'>,
    ProcessOptions {
  /** Of another portal, to be its replica. */
  readonly home?: PortalHome;
}

/** Makes a portal whose catalog holds the given components; nothing runs until `start()`. */
export async function createPortal(options: PortalOptions): Promise<Portal> {
  const home = options.home ?? (await createHome());
  const port = await freePort();
  const configFile = await furnish(home, { ...options, port });
  const origin = `http://127.0.0.1:${port}`;
  const baseUrl = `${origin}/api/quality-gates`;
  const backend = createPortalProcess({ ...options, origin, configFile });
  const read = <T>(path: string) => readJson<T>(baseUrl, path);
  return {
    ...backend,
    home,
    baseUrl,
    async start() {
      await backend.start();
      await catalogKnows(read, options.components);
    },
    async dispose() {
      await backend.stop('SIGKILL');
      await rm(home.folder, { recursive: true, force: true });
    },
    send: (path, body) =>
      fetch(`${baseUrl}${path}`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${INGEST_TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(body),
      }),
    read,
    async settled() {
      for (const list of ['deliveries?state=received', 'unmapped?']) {
        const open = () => read<Page<unknown>>(`/${list}&limit=1`);
        while ((await open()).items.length > 0) await sleep(50);
      }
    },
  };
}

async function readJson<T>(baseUrl: string, path: string): Promise<T> {
  const response = await fetch(`${baseUrl}${path}`, {
    headers: { Authorization: `Bearer ${READ_TOKEN}` },
  });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return (await response.json()) as T;
}

/** The catalog takes its locations in after the backend is ready. */
async function catalogKnows(
  read: Portal['read'],
  components: readonly PortalComponent[],
): Promise<void> {
  for (const { name } of components) {
    const path = `/entities/component/default/${name}/setup`;
    for (let tries = 0; ; tries++) {
      try {
        await read(path);
        break;
      } catch (error) {
        if (tries > 300) throw error;
        await sleep(100);
      }
    }
  }
}
