import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../plugins/quality-gates');

const REFUSED = [
  ['api/bad.ts', '../dora/DoraView', 'The client knows no page'],
  ['show/Bad.tsx', '../entity/TabContext', 'knows no section'],
  ['deploy/Bad.tsx', '../dora/DoraView', 'no other section'],
  ['dora/Bad.tsx', '../gates/GateHistoryView', 'no other section'],
  ['gates/Bad.tsx', '../entity/SummaryPage', 'no other section'],
  ['pipeline/Bad.tsx', '../gates/GateHistoryView', 'no other section'],
  ['run/Bad.tsx', '../pipeline/RunsView', 'no other section'],
  ['health/Bad.tsx', '../run/RunPage', 'no other section'],
  ['evaluation/Bad.tsx', '../gates/GateHistoryView', 'no other section'],
  ['policy/Bad.tsx', '../evaluation/Banner', 'no other section'],
  ['platform/Bad.tsx', '../entity/TabContext', 'knows no component'],
  ['entity/Bad.tsx', '../plugin', 'The pages lay sections out'],
];
const ALLOWED = [
  ['dora/Good.tsx', '../entity/TabContext'],
  ['dora/Good.tsx', '../show/Section'],
  ['entity/Good.tsx', '../dora/DoraView'],
  ['plugin.tsx', './entity/QualityGatesTab'],
];

/** What the fence says about files that would import one thing each, by `file imported`. */
function trespasses(): Map<string, string[]> {
  const texts = [...REFUSED, ...ALLOWED].map(([file, imported]) => ({
    file: `src/${file}`,
    code: `import * as thing from '${imported}';\n\nexport const it = thing;\n`,
  }));
  const script = resolve(__dirname, 'lintTexts.cjs');
  const answer = execFileSync(
    process.execPath,
    [script, root, JSON.stringify(texts)],
    { encoding: 'utf8' },
  );
  const messages: { ruleId: string; message: string }[][] = JSON.parse(answer);
  return new Map(
    [...REFUSED, ...ALLOWED].map(([file, imported], index) => [
      `${file} ${imported}`,
      messages[index]
        .filter(({ ruleId }) => ruleId === 'import/no-restricted-paths')
        .map(({ message }) => message),
    ]),
  );
}

describe('lint zones of the frontend', () => {
  let said: Map<string, string[]>;
  beforeAll(() => {
    said = trespasses();
  }, 60_000);

  it.each(REFUSED)('%s may not import %s', (file, imported, words) => {
    expect(said.get(`${file} ${imported}`)).toEqual([
      expect.stringContaining(words),
    ]);
  });

  it.each(ALLOWED)('%s may import %s', (file, imported) => {
    expect(said.get(`${file} ${imported}`)).toEqual([]);
  });
});
