import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';

const root = resolve(__dirname, '..');
const eslint = new ESLint({ cwd: root });
const [oneSource, otherSource] = foldersOf('src/sources');

function foldersOf(path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('__'))
    .map(entry => entry.name);
}

/** Messages of the fence for a file that would import one thing. */
async function trespasses(file: string, imported: string): Promise<string[]> {
  const code = `import * as thing from '${imported}';\n\nexport const it = thing;\n`;
  const [result] = await eslint.lintText(code, {
    filePath: join(root, 'src', file),
  });
  return result.messages
    .filter(({ ruleId }) => ruleId === 'import/no-restricted-paths')
    .map(({ message }) => message);
}

describe('lint zones', () => {
  it.each([
    ['receive/bad.ts', '../store/types', 'The doors know HTTP'],
    ['receive/otlp/bad.ts', '../../dora/types', 'The doors know HTTP'],
    ['otlp/bad.ts', '../receive/refusals', 'The format of OTLP'],
    ['traces/bad.ts', '../ingest', 'What a thread does'],
    ['attribution/bad.ts', '../ingest', 'it stores nothing'],
    ['rules/bad.ts', '../store/types', 'Rules are pure'],
    ['store/bad.ts', '../ingest', 'it knows neither doors nor evaluations'],
    ['gates/bad.ts', '../dora/types', 'Gates reads through the contracts'],
    ['pipelines/bad.ts', '../dora/types', 'Pipelines reads through'],
    ['dora/readDora.ts', '../ingest', 'DORA reads through the contracts'],
    ['dora/changeFailRate.ts', '../store/types', 'A metric is a pure function'],
    ['dora/changeFailRate.ts', '../config', 'A metric is a pure function'],
    ['notify/bad.ts', '../ingest', 'What leaves was decided before'],
    ['serve/bad.ts', '../ingest', 'Serve asks the services'],
    ['serve/routes/bad.ts', '../../dora/types', 'Serve asks the services'],
    ['serve/bad.ts', 'knex', 'knex lives in store/'],
    ['plugin.ts', 'knex', 'knex lives in store/'],
    ['dora/readDora.ts', 'express', 'Only receive/ and serve/ know HTTP'],
    ['ingest.ts', 'express-promise-router', 'Only receive/ and serve/'],
  ])('%s may not import %s', async (file, imported, words) => {
    await expect(trespasses(file, imported)).resolves.toEqual([
      expect.stringContaining(words),
    ]);
  });

  it.each(['../../config', '../../store/types', `../${otherSource}`])(
    'a source may not import %s',
    async imported => {
      await expect(
        trespasses(`sources/${oneSource}/bad.ts`, imported),
      ).resolves.toEqual([expect.stringContaining('A folder of sources')]);
    },
  );

  it.each(foldersOf('src'))('%s has a fence', async folder => {
    const inside = folder === 'sources' ? `${folder}/${oneSource}` : folder;
    const up = inside.replace(/[^/]+/g, '..');
    const messages = await trespasses(`${inside}/bad.ts`, `${up}/ingest`);
    expect(messages.length > 0).toBe(folder !== 'receive');
  });

  it.each([
    ['receive/good.ts', '../ingest'],
    ['receive/good.ts', 'express'],
    ['store/good.ts', 'knex'],
    ['gates/good.ts', '../store/types'],
    ['dora/readDora.ts', '../store/types'],
    ['dora/changeFailRate.ts', './types'],
    ['serve/good.ts', '../config'],
    ['plugin.ts', './store/types'],
    ['serve/good.test.ts', '../ingest'],
  ])('%s may import %s', async (file, imported) => {
    await expect(trespasses(file, imported)).resolves.toEqual([]);
  });
});
