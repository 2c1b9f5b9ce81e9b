import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isError } from '@backstage/errors';
import { benchmarkSuite } from './benchmarkSuite';
import { browserSuite } from './browserSuite';
import { jestSuite } from './jestSuite';
import { stopPrograms } from './runProgram';
import { staticSuites } from './staticSuites';
import {
  FAILED,
  type Suite,
  type SuiteContext,
  type SuiteResult,
} from './types';

/** `./test`: every suite, in the order of how soon it answers; then one line over all of them. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.some(arg => arg !== '--quick')) {
    throw new TypeError(`Usage: ./test [--quick], not "${args.join(' ')}"`);
  }
  const scratchDir = await mkdtemp(join(tmpdir(), 'quality-gates-test-'));
  const context: SuiteContext = {
    root: resolve(process.argv[1], '../../../..'),
    quick: args.length > 0,
    scratchDir,
  };
  const results: SuiteResult[] = [];
  for (const suite of [
    ...staticSuites,
    jestSuite,
    benchmarkSuite,
    browserSuite,
  ]) {
    results.push(await runSuite(suite, context));
  }
  await rm(scratchDir, { recursive: true, force: true });
  printTotals(results);
}

async function runSuite(
  suite: Suite,
  context: SuiteContext,
): Promise<SuiteResult> {
  const startedAt = Date.now();
  console.log(`\n=== ${suite.name}`);
  const result = await suite.run(context).catch((error: unknown) => {
    console.error(isError(error) ? error.message : error);
    return FAILED;
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  console.log(`--- ${suite.name}: ${describe(result)} in ${seconds} s`);
  return result;
}

function printTotals(results: readonly SuiteResult[]): void {
  const sum = (key: 'passed' | 'failed' | 'skipped') =>
    results.reduce((total, result) => total + result[key], 0);
  const skippedNames = results.flatMap(result => result.skippedNames);
  if (skippedNames.length > 0) {
    console.log(`\nSkipped:\n${skippedNames.map(n => `  ${n}`).join('\n')}`);
  }
  const totals = {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
  };
  console.log(`\n${describe(totals)}`);
  process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
}

function describe(totals: Pick<SuiteResult, 'passed' | 'failed' | 'skipped'>) {
  const { passed, failed, skipped } = totals;
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopPrograms();
    process.exit(130);
  });
}

main().catch(error => {
  console.error(`test: ${isError(error) ? error.message : error}`);
  process.exit(1);
});
