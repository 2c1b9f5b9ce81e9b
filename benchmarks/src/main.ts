import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { isError } from '@backstage/errors';
import { failuresOf, missedBy, type Area, type Finding } from './Area';
import { decode } from './decode';
import { e2e } from './e2e';
import { replicas } from './replicas';
import { store } from './store';

/** Every area, in the order of how soon it answers. */
const AREAS: readonly Area[] = [decode, store, replicas, e2e];

/**
 * `bench [area]… [--quick | --full] [--json FILE]`: measures, prints one line a goal, and fails when a goal is missed
 * by more than 10 %.
 */
async function main(): Promise<void> {
  const { names, quick, file } = readArguments(process.argv.slice(2));
  const findings: Finding[] = [];
  for (const area of AREAS.filter(
    ({ name }) => !names.length || names.includes(name),
  )) {
    console.log(`=== ${area.name}`);
    for (const finding of await area.run({ quick, rounds: quick ? 5 : 11 })) {
      console.log(describe(finding));
      findings.push(finding);
    }
  }
  const report = { machine: describeMachine(), quick, findings };
  if (file) await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  process.exit(failuresOf(findings).length > 0 ? 1 : 0);
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

function describe(finding: Finding): string {
  const { goal, what, value, target, direction, details } = finding;
  const missed = missedBy(finding);
  const verdict =
    missed === 0 ? 'reached' : `missed by ${Math.round(missed * 100)} %`;
  return `${goal}  ${what}: ${value.toFixed(
    2,
  )} (goal ${direction} ${target}, ${verdict})  ${JSON.stringify(details)}`;
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
