import { freePort } from './portal';
import { startServer, type Server } from './startServer';

/** Starts one of `servers/`: what the plugin is measured against. */
export async function startAnchor(
  name: string,
  ...args: string[]
): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  return startServer({
    name,
    program: require.resolve(`./servers/${name}.ts`),
    args: [String(port), ...args],
    url,
    readyUrl: url,
  });
}
