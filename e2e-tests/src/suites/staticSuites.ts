import { join } from 'node:path';
import { runProgram } from './runProgram';
import { FAILED, PASSED, type Suite } from './types';

const BACKSTAGE_CLI = 'node_modules/@backstage/cli/bin/backstage-cli';
const TSC = 'node_modules/typescript/bin/tsc';

/** Placeholders for what the configuration files take from the environment; checked, never used. */
const CONFIG_ENV = {
  QG_START_PORT: '7007',
  QG_START_DATA: '.data/example',
  QG_TOKEN: 'checked-not-used',
  QG_READ_TOKEN: 'checked-not-used',
  QG_GITHUB_SECRET: 'checked-not-used',
  PORTAL_URL: 'https://portal.example.com',
  POSTGRES_HOST: 'localhost',
  POSTGRES_PORT: '5432',
  POSTGRES_USER: 'portal',
  POSTGRES_PASSWORD: 'checked-not-used',
  POSTGRES_DATABASE: 'portal',
  QUALITY_GATES_TOKEN: 'checked-not-used',
  QUALITY_GATES_GITHUB_SECRET: 'checked-not-used',
};

function program(
  name: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Suite {
  return programs(name, [args], env);
}

/** One check of several programs, each run only when the one before succeeded. */
function programs(
  name: string,
  commands: readonly (readonly string[])[],
  env?: NodeJS.ProcessEnv,
): Suite {
  return {
    name,
    async run({ root }) {
      for (const [script, ...rest] of commands) {
        const args = [join(root, script), ...rest];
        if ((await runProgram(args, { cwd: root, env })) !== 0) return FAILED;
      }
      return PASSED;
    },
  };
}

/** As the script `api-reports` of package.json, but a report that is out of date is a failure and not rewritten. */
const apiReports = programs('API reports', [
  [TSC, '-p', 'tsconfig.reports.json'],
  [
    'node_modules/@backstage/repo-tools/bin/backstage-repo-tools',
    'api-reports',
    '--ci',
    '--allow-all-warnings',
    '-o',
    'ae-wrong-input-file-type,ae-undocumented',
    '--sql-reports',
    'plugins/*',
  ],
]);

function configCheck(file: string): Suite {
  const configs = ['app-config.yaml', file].flatMap(name => ['--config', name]);
  const args = [BACKSTAGE_CLI, 'config:check', '--strict', ...configs];
  return program(`config check: ${file}`, args, CONFIG_ENV);
}

/** What needs no running program: each counts as one. */
export const staticSuites: readonly Suite[] = [
  program('prettier', [
    'node_modules/prettier/bin-prettier.js',
    '--check',
    '--loglevel=warn',
    '.',
  ]),
  program('lint', [BACKSTAGE_CLI, 'repo', 'lint', '--max-warnings=0']),
  program('tsc', [TSC, '--noEmit', '-p', '.']),
  program('package.json', [
    BACKSTAGE_CLI,
    'repo',
    'fix',
    '--publish',
    '--check',
  ]),
  apiReports,
  configCheck('app-config.start.yaml'),
  configCheck('app-config.production.yaml'),
];
