import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { isError } from '@backstage/errors';
import type { Area, Effort, Finding } from './Area';
import { decode } from './decode';
import { e2e } from './e2e';
import { gates } from './gates';
import { judge, missedBy, type JudgedFinding } from './judge';
import { replicas } from './replicas';
import { store } from './store';

/** Every area, in the order of how soon it answers. */
const AREAS: readonly Area[] = [decode, store, gates, replicas, e2e];

/**
 * `bench [area]… [--quick | --full] [--json FILE]`: measures, prints one line a goal, and fails when a goal is missed
 * by more than {@link judge} tolerates.
 */
async function main(): Promise<void> {
  const { names, quick, file } = readArguments(process.argv.slice(2));
  const measured: Finding[] = [];
  for (const area of AREAS.filter(
    ({ name }) => !names.length || names.includes(name),
  )) {
    console.log(`=== ${area.name}`);
    measured.push(...(await runTwice(area, { quick, rounds: quick ? 5 : 11 })));
  }
  const findings = judge(measured);
  for (const finding of findings) console.log(describe(finding));
  const report = { machine: describeMachine(), quick, findings };
  if (file) await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  process.exit(findings.some(one => one.verdict === 'failed') ? 1 : 0);
}

/** Measures again, with more rounds, when a quick look failed: somebody else may have used the machine. */
async function runTwice(area: Area, effort: Effort): Promise<Finding[]> {
  const first = await area.run(effort);
  const failed = judge(first).filter(one => one.verdict === 'failed');
  if (!effort.quick || failed.every(one => one.hard)) return [...first];
  console.log(
    `Again: ${failed.map(one => `${one.goal} ${one.value}`).join(', ')}`,
  );
  const second = await area.run({ ...effort, rounds: 11 });
  // What was wrong once is wrong.
  return second.map((one, index) =>
    first[index].hard && missedBy(first[index]) > 0 ? first[index] : one,
  );
}

function readArguments(args: readonly string[]) {
  const names: string[] = [];
  let quick = true;
  let file: string | undefined;
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (word === '--quick' || word === '--full') quick = word === '--quick';
    else if (word === '--json') file = args[++index];
    else if (AREAS.some(({ name }) => name === word)) names.push(word);
    else {
      throw new TypeError(
        `Usage: bench [${AREAS.map(({ name }) => name).join(
          ' | ',
        )}]… [--quick | --full] [--json FILE], not "${word}"`,
      );
    }
  }
  return { names, quick, file };
}

function describe(finding: JudgedFinding): string {
  const { goal, what, value, target, direction, verdict, details } = finding;
  const missed = missedBy(finding);
  const how =
    missed === 0
      ? verdict
      : `missed by ${Math.round(missed * 100)} %, ${verdict}`;
  return `${goal}  ${what}: ${value.toFixed(
    2,
  )} (goal ${direction} ${target}, ${how})  ${JSON.stringify(details)}`;
}

function describeMachine() {
  const [{ model }] = cpus();
  return {
    node: process.version,
    cores: cpus().length,
    model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

main().catch(error => {
  console.error(`bench: ${isError(error) ? error.stack : error}`);
  process.exit(1);
});
