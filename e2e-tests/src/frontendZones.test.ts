import { resolve } from 'node:path';
import { ESLint } from 'eslint';

const root = resolve(__dirname, '../../plugins/quality-gates');
const eslint = new ESLint({ cwd: root });

/** Messages of the fence for a file that would import one thing. */
async function trespasses(file: string, imported: string): Promise<string[]> {
  const code = `import * as thing from '${imported}';\n\nexport const it = thing;\n`;
  const [result] = await eslint.lintText(code, {
    filePath: resolve(root, 'src', file),
  });
  return result.messages
    .filter(({ ruleId }) => ruleId === 'import/no-restricted-paths')
    .map(({ message }) => message);
}

describe('lint zones of the frontend', () => {
  it.each([
    ['api/bad.ts', '../dora/DoraView', 'The client knows no page'],
    ['show/Bad.tsx', '../entity/TabContext', 'knows no section'],
    ['deploy/Bad.tsx', '../dora/DoraView', 'no other section'],
    ['dora/Bad.tsx', '../gates/GateHistoryView', 'no other section'],
    ['gates/Bad.tsx', '../entity/SummaryPage', 'no other section'],
    ['pipeline/Bad.tsx', '../gates/GateHistoryView', 'no other section'],
    ['entity/Bad.tsx', '../plugin', 'The pages lay sections out'],
  ])('%s may not import %s', async (file, imported, words) => {
    await expect(trespasses(file, imported)).resolves.toEqual([
      expect.stringContaining(words),
    ]);
  });

  it.each([
    ['dora/Good.tsx', '../entity/TabContext'],
    ['dora/Good.tsx', '../show/Section'],
    ['entity/Good.tsx', '../dora/DoraView'],
    ['plugin.tsx', './entity/QualityGatesTab'],
  ])('%s may import %s', async (file, imported) => {
    await expect(trespasses(file, imported)).resolves.toEqual([]);
  });
});
