import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBenchmarkResult } from './readBenchmarkResult';
import { runProgram } from './runProgram';
import { FAILED, skippedSuite, type Suite } from './types';

/**
 * The goals of docs/performance.md, measured quickly: each is one test. Needs PostgreSQL. Not the way over HTTP, which
 * two busy cores measure wrong.
 */
export const benchmarkSuite: Suite = {
  name: 'benchmarks (bench --quick)',
  async run({ root, quick, scratchDir }) {
    if (quick) return skippedSuite('benchmarks (--quick)');
    const file = join(scratchDir, 'bench.json');
    const cwd = join(root, 'benchmarks');
    const args = [
      ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
      ...[join(cwd, 'src/main.ts'), 'decode', 'store', 'replicas'],
      ...['--quick', '--json', file],
    ];
    // Its exit code says the same as the findings, which say more.
    await runProgram(args, { cwd });
    const text = await readFile(file, 'utf8').catch(() => undefined);
    return text ? readBenchmarkResult(JSON.parse(text)) : FAILED;
  },
};
