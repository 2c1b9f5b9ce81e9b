import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres } from './postgres';
import { readJestResult } from './readJestResult';
import { runProgram } from './runProgram';
import { FAILED, type Suite, type SuiteResult } from './types';

/** Unit, store and HTTP tests of all packages: on SQLite, and on PostgreSQL 18 unless `--quick`. */
export const jestSuite: Suite = {
  name: 'unit, store and HTTP tests (jest)',
  async run({ root, quick, scratchDir }) {
    const postgres = quick ? undefined : await startPostgres(root);
    try {
      const file = join(scratchDir, 'jest.json');
      const code = await runProgram(
        [
          join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
          ...['repo', 'test', '--watchAll=false', '--silent=false'],
          ...['--json', `--outputFile=${file}`],
        ],
        { cwd: root, env: environment({ quick, postgresUrl: postgres?.url }) },
      );
      const result = await readResult(file);
      const told = code !== 0 && result.failed === 0 ? FAILED : result;
      return postgres ? told : withoutPostgres(told);
    } finally {
      await postgres?.stop();
    }
  },
};

function environment(options: {
  readonly quick: boolean;
  readonly postgresUrl: string | undefined;
}): NodeJS.ProcessEnv {
  const { quick, postgresUrl } = options;
  return {
    CI: 'true',
    NODE_ENV: 'test',
    // TestDatabases would try Docker for every engine it knows.
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    // Long tests take fewer rounds.
    QG_TEST_QUICK: quick ? '1' : undefined,
    QG_TEST_POSTGRES: postgresUrl,
    BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgresUrl,
  };
}

async function readResult(file: string): Promise<SuiteResult> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text ? readJestResult(JSON.parse(text)) : FAILED;
}

function withoutPostgres(result: SuiteResult): SuiteResult {
  const name = 'everything on PostgreSQL 18 (--quick)';
  return {
    ...result,
    skipped: result.skipped + 1,
    skippedNames: [...result.skippedNames, name],
  };
}
