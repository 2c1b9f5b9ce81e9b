/**
 * The engine in a process of its own, so that its memory can be measured. Arguments: URL of the sources. Told
 * `{ begin: versions }` it asks about each of them; told `{ claimed: true }` it answers how many evaluations are being
 * worked on; told `{ decide: true }` it waits for all decisions, and answers how many there are of each.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSqlite } from '../store/databases';
import { openEngine } from './openEngine';
import { GATES } from './policy';

/** Who is asked about, by turns: no component has so many versions at a time. */
const COMPONENTS = Array.from({ length: 10 }, (_, n) => `service-${n}`);
/** Longer than sources are held. */
const TIMEOUT_SECONDS = 60;

interface Question {
  readonly begin?: readonly string[];
  readonly claimed?: boolean;
  readonly collect?: boolean;
  readonly decide?: boolean;
}

async function main() {
  const database = await createSqlite();
  const engine = await openEngine({
    database,
    url: process.argv[2],
    gates: Object.fromEntries(COMPONENTS.map(name => [name, GATES])),
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  let asked: string[] = [];
  const answerTo = async ({ begin, claimed, collect, decide }: Question) => {
    if (begin) {
      const own = (at: number) =>
        begin.filter((_, n) => n % COMPONENTS.length === at);
      for (const [at, name] of COMPONENTS.entries()) {
        await engine.report(name, own(at));
      }
      asked = await Promise.all(
        COMPONENTS.flatMap((name, at) =>
          own(at).map(version => engine.ask(name, version)),
        ),
      );
      return asked.length;
    }
    if (claimed) {
      const [{ n }] = await database
        .knex('evaluation')
        .whereNull('decided_at')
        .whereNotNull('lease_owner')
        .count({ n: '*' });
      return Number(n);
    }
    if (collect) {
      setFlagsFromString('--expose-gc');
      runInNewContext('gc')();
      return 'collected';
    }
    if (!decide) return undefined;
    const counts: Record<string, number> = {};
    for (const id of asked) {
      const { decision } = await engine.decided(id);
      counts[decision] = (counts[decision] ?? 0) + 1;
    }
    return counts;
  };
  process.on('message', async (message: Question) => {
    const answer = await answerTo(message);
    if (answer !== undefined) process.send!({ answer });
  });
  process.once('SIGTERM', async () => {
    await engine.stop();
    await database.drop();
    process.exit(0);
  });
  process.send!({ answer: 'ready' });
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
