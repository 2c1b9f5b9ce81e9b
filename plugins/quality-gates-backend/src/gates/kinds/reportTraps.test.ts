import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  GateKind,
  Report,
  Source,
  TestReportData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  createProbeContext,
  deliverFile,
  KIT_NOW,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { junit as junitSource } from '../../sources/junit';
import { playwright as playwrightSource } from '../../sources/playwright';
import { judge } from '../judge';
import { junit } from './junit';
import { playwright } from './playwright';

const root = join(process.env.QUALITY_GATES_CORPUS ?? '', 'gates');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(root);

/** What the door keeps of a file: nothing of one that it refuses. */
function keep(source: Source, folder: string, file: string) {
  const text = readFileSync(join(root, folder, file), 'utf8');
  try {
    return source.normalise(deliverFile(folder, text)).map(fact => ({
      at: KIT_NOW,
      reportedBy: 'ci',
      data: fact.data as TestReportData,
    }));
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

async function judgeReports(
  kind: GateKind,
  reports: readonly Report<TestReportData>[],
  params: object = {},
) {
  const probe = kind.setup({
    config: new ConfigReader({}),
    source: id => {
      throw new InputError(`There is no source ${id}`);
    },
  });
  const measurement = await probe(
    createProbeContext<unknown>(
      { minTests: 1, ...params },
      {
        request: { commit: 'c1' },
        facts: { testReports: async () => reports },
      },
    ),
  );
  const { outcome, reason } = judge({
    looked: { measurement },
    settings: { onNoData: 'inconclusive', onError: 'error' },
    asked: { version: '1.5.0', commit: 'c1' },
    now: KIT_NOW,
  });
  return [outcome, reason.code];
}

describe('reports that others have shown green', () => {
  if (!present) {
    it.todo('are judged (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }

  it.each([
    ['corrupt.xml', 'inconclusive', 'no_report'],
    ['no-cases.xml', 'fail', 'fail_limit'],
    ['surefire-flaky-rerun.xml', 'fail', 'fail_limit'],
    ['playwright-mixed.xml', 'fail', 'fail_limit'],
  ])('junit/%s is %s (%s)', async (file, outcome, code) => {
    const reports = keep(junitSource, 'junit', file);
    const flaky = { max: 0, verdict: 'warn' };
    expect(await judgeReports(junit, reports, { flaky })).toEqual([
      outcome,
      code,
    ]);
  });

  it.each([
    ['report-pass.json', 'pass', 'within_limits'],
    ['report-no-tests.json', 'fail', 'fail_limit'],
    ['report-flaky.json', 'warn', 'warn_limit'],
    ['report-mixed.json', 'fail', 'fail_limit'],
  ])('playwright/%s is %s (%s)', async (file, outcome, code) => {
    const reports = keep(playwrightSource, 'playwright', file);
    const flaky = { max: 0, verdict: 'warn' };
    expect(await judgeReports(playwright, reports, { flaky })).toEqual([
      outcome,
      code,
    ]);
  });
});
