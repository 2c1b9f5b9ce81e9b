// @ts-check
/*
 * Who may import whom, as `import/no-restricted-paths` understands it; docs: the table in CONTRIBUTING.md. Data moves
 * one way, so nothing may import what stands to its right. `src/lintZones.test.ts` proves that each fence works.
 *
 * Tests are exempt: they use the real store and the whole plugin on purpose.
 */
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/** Files that only hold vocabulary: parsed configuration, names of environments, instants on the wire. */
const VOCABULARY = ['./config.ts', './environments.ts', './instant.ts'];
const CONTRACTS = ['./store/types.ts', './attribution/types.ts'];

/**
 * @param {string} target folder or glob below `src`
 * @param {string[]} allowed paths below `src` that it may import, its own among them
 * @param {string} message
 */
function only(target, allowed, message) {
  return { target: `./src/${target}`, from: './src', except: allowed, message };
}

/**
 * Folders that could leave as a module of their own by `git mv`.
 *
 * @param {string} parent such as `sources`
 */
function islands(parent) {
  const folder = join(__dirname, 'src', parent);
  const entries = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
    : [];
  return entries
    .filter(entry => entry.isDirectory())
    .map(({ name }) =>
      only(
        `${parent}/${name}`,
        [`./${parent}/${name}`],
        `A folder of ${parent} imports node, common and itself only, so that it could be a module.`,
      ),
    );
}

/**
 * @param {string} folder
 * @param {string} words
 */
function evaluator(folder, words) {
  return only(
    folder,
    [`./${folder}`, ...VOCABULARY, ...CONTRACTS],
    `${words} reads through the contracts in store/types.ts.`,
  );
}

const zones = [
  only(
    'receive',
    ['./receive', './otlp', './ingest.ts', ...VOCABULARY],
    'The doors know HTTP and the type of ingest; no payload, no SQL.',
  ),
  only(
    'otlp',
    ['./otlp'],
    'The format of OTLP is bytes and spans; it knows nobody who uses them.',
  ),
  only(
    'traces',
    [
      './traces',
      './otlp',
      './store/index.ts',
      './sources/otel/index.ts',
      './receive/index.ts',
      ...CONTRACTS,
    ],
    'What a thread does with a request is pure: nothing that needs the portal.',
  ),
  ...islands('sources'),
  only(
    'rules',
    ['./rules', ...VOCABULARY],
    'Rules are pure: facts and configuration in, facts out.',
  ),
  only(
    'attribution',
    ['./attribution', ...VOCABULARY, ...CONTRACTS],
    'Attribution reads facts and the catalog snapshot; it stores nothing.',
  ),
  only(
    'store',
    ['./store', './otlp', ...VOCABULARY, ...CONTRACTS],
    'The store keeps facts; it knows neither doors nor evaluations.',
  ),
  evaluator('gates', 'Gates'),
  ...islands('gates/kinds'),
  evaluator('pipelines', 'Pipelines'),
  evaluator('dora', 'DORA'),
  only(
    'dora/!(read*|wire*|index).ts',
    ['./dora'],
    'A metric is a pure function over what it is given; only read….ts and wire….ts know rows.',
  ),
  only(
    'serve',
    [
      './serve',
      ...VOCABULARY,
      ...CONTRACTS,
      ...['gates', 'dora', 'pipelines', 'attribution'].map(
        folder => `./${folder}/index.ts`,
      ),
    ],
    'Serve asks the services through their index.ts; never the store itself.',
  ),
  only(
    'notify',
    ['./notify', './loop.ts', ...VOCABULARY, ...CONTRACTS],
    'What leaves was decided before: notify decides nothing, and reads through contracts.',
  ),
  ...islands('notify/notifiers'),
  {
    target: ['./src/*.ts', './src/!(store)/**/*'],
    from: '../../node_modules/knex',
    message: 'knex lives in store/.',
  },
  {
    target: ['./src/*.ts', './src/!(receive|serve)/**/*'],
    from: [
      '../../node_modules/express',
      '../../node_modules/express-promise-router',
    ],
    message: 'Only receive/ and serve/ know HTTP.',
  },
];

module.exports = {
  rules: {
    'import/no-restricted-paths': ['error', { basePath: __dirname, zones }],
  },
  // Without it the rule resolves no TypeScript file and reports nothing at all.
  settings: { 'import/resolver': { node: { extensions: ['.ts', '.js'] } } },
  overrides: [
    {
      files: ['**/*.test.*', '**/__testUtils__/**', '**/__fixtures__/**'],
      rules: { 'import/no-restricted-paths': 'off' },
    },
  ],
};
