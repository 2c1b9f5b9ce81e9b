import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '@backstage/errors';

/** What `./start` was asked for. Paths are absolute. */
export interface StartOptions {
  /** False with `--empty`: no example history. */
  readonly history: boolean;
  readonly port: number;
  /** Merged after app-config.yaml and app-config.start.yaml, in this order. */
  readonly configFiles: readonly string[];
  /** Folder of the SQLite files. */
  readonly dataDir: string;
  /** PostgreSQL instead of SQLite. */
  readonly databaseUrl?: string;
  readonly frontend: boolean;
}

/** One line for people who mistyped. */
export const USAGE =
  './start [--empty] [--port N] [--config FILE]… [--data DIR] [--database postgres://…] [--no-frontend]';

/**
 * Reads the command line of `./start`. Throws InputError that says what is allowed.
 *
 * @example readOptions(['--port', '7100'], { cwd: '/home/me', root: '/repo' }).port // 7100
 */
export function readOptions(
  args: readonly string[],
  places: { cwd: string; root: string },
): StartOptions {
  const values = parse(args);
  const folder = values.empty ? 'empty' : 'example';
  return {
    history: !values.empty,
    port: readPort(values.port ?? '7007'),
    configFiles: (values.config ?? []).map(file => resolve(places.cwd, file)),
    dataDir: values.data
      ? resolve(places.cwd, values.data)
      : resolve(places.root, '.data', folder),
    databaseUrl: readDatabaseUrl(values.database),
    frontend: !values['no-frontend'],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        empty: { type: 'boolean' },
        port: { type: 'string' },
        config: { type: 'string', multiple: true },
        data: { type: 'string' },
        database: { type: 'string' },
        'no-frontend': { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new InputError(`${(error as Error).message}\nUsage: ${USAGE}`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new InputError(`--port must be 1 to 65535, not "${text}"`);
  }
  return port;
}

function readDatabaseUrl(url: string | undefined): string | undefined {
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
    throw new InputError(
      '--database must begin with postgres://; without it SQLite files in --data are used',
    );
  }
  return url;
}
