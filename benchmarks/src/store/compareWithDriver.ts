import type { Effort, Finding } from '../Area';
import { measure } from '../measure';
import type { Database } from './databases';
import { openRawDriver } from './rawDriver';
import { makeRequests, openStore, readBefore, storeRequest } from './spanStore';

/** P2: the store through knex, against the same store through the bare driver. */
export async function compareWithDriver(
  { rounds }: Effort,
  create: () => Promise<Database>,
): Promise<Finding> {
  const [mine, theirs] = [await create(), await create()];
  const requests = makeRequests(
    Array.from({ length: rounds + 2 }, (_, n) => n + 1),
    { runs: 40, spansPerRun: 50 },
  );
  const read = readBefore(requests);
  // Makes the tables.
  await openStore(theirs);
  await theirs.knex.destroy();
  const driver = await openRawDriver(theirs);
  const through = {
    knex: await openStore(mine),
    driver: await openStore(driver, true),
  };
  const contender = (name: keyof typeof through) => ({
    name,
    async run(round: number) {
      await storeRequest(through[name], requests[round], read);
    },
  });
  const measured = await measure({
    rounds,
    ours: contender('knex'),
    anchor: contender('driver'),
  });
  await driver.close();
  await Promise.all([mine.drop(), theirs.drop()]);
  return {
    goal: 'P2',
    what: `spans stored on ${mine.engine}, against the driver without knex`,
    value: measured.ratio,
    target: mine.engine === 'sqlite' ? 0.85 : 0.9,
    direction: 'at-least',
    details: { ...measured },
  };
}
