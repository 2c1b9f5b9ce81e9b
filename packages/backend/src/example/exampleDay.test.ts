import {
  type IngestDoor,
  ingestSchemas,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { DateTime } from 'luxon';
import { pushesOf } from './commits';
import { checkout, exampleComponents, inventory, payments } from './components';
import { deploymentsOf } from './deployments';
import { exampleDay } from './exampleDay';
import { incidentsOf } from './incidents';
import { runsOf } from './runs';

const MONDAY = DateTime.utc(2026, 11, 16);
const days = Array.from({ length: 28 }, (_, index) =>
  MONDAY.plus({ days: index }),
);
const idOf = ({ path, headers, body }: ReturnType<typeof exampleDay>[number]) =>
  headers['x-github-delivery'] ?? headers['idempotency-key'] ?? path + body;

describe('exampleDay', () => {
  it('says the same bytes about a day whenever it is asked', () => {
    const again = DateTime.fromISO('2026-11-16T00:00:00Z', { zone: 'utc' });
    expect(exampleDay(again)).toEqual(exampleDay(MONDAY));
  });

  it('never gives two messages the same id', () => {
    const ids = days.flatMap(exampleDay).map(idOf);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says nothing that happens after the day, so that a day is complete once it is over', () => {
    const instants = days.slice(0, 7).flatMap(day =>
      exampleDay(day)
        .flatMap(({ body }) => body.match(/20\d\d-\d\d-\d\dT[\d:.]+Z/g) ?? [])
        .map(text => [DateTime.fromISO(text), day.plus({ days: 1 })] as const),
    );
    expect(instants.length).toBeGreaterThan(500);
    expect(instants.filter(([at, end]) => at >= end)).toEqual([]);
  });

  it('is accepted by the schemas of the plain doors', () => {
    const plain = days
      .flatMap(exampleDay)
      .filter(({ path }) => /^\/ingest\/[\w-]+$/.test(path));
    const refused = plain.flatMap(({ path, body }) => {
      const schema = ingestSchemas[path.replace('/ingest/', '') as IngestDoor];
      const objects: unknown[] = JSON.parse(body);
      return objects.filter(object => !schema.safeParse(object).success);
    });
    expect(plain.length).toBeGreaterThan(40);
    expect(refused).toEqual([]);
  });
});

describe('the story', () => {
  it('chains every push to the one before, over weekends too', () => {
    for (const { repository } of exampleComponents) {
      const pushes = days.flatMap(day => pushesOf(repository, day));
      const heads = pushes.map(
        ({ commits }) => commits[commits.length - 1].sha,
      );
      expect(pushes.slice(1).map(({ before }) => before)).toEqual(
        heads.slice(0, -1),
      );
    }
  });

  it('fails for every kind of reason, and runs again what failed by chance', () => {
    const quarter = Array.from({ length: 90 }, (_, index) =>
      MONDAY.minus({ days: index }),
    );
    const runs = quarter.flatMap(day =>
      exampleComponents.flatMap(each => runsOf(each, day)),
    );
    const failedSteps = runs
      .flatMap(({ jobs }) => jobs)
      .flatMap(({ steps }) => steps.filter(({ message }) => message))
      .map(({ name }) => name);
    expect(failedSteps).toEqual(
      expect.arrayContaining([
        'Check out',
        'npm run build',
        'npm test',
        'docker push',
      ]),
    );
    const again = runs.filter(({ attempt }) => attempt === 2);
    expect(again.length).toBeGreaterThan(3);
    for (const second of again) {
      const first = runs.find(
        ({ id, attempt }) => id === second.id && attempt === 1,
      )!;
      expect([first.passed, second.passed]).toEqual([false, true]);
      expect(+second.queuedAt).toBeGreaterThan(+first.finishedAt);
      expect(second.commit).toBe(first.commit);
    }
  });

  it('never deploys what only a pull request built', () => {
    for (const day of days) {
      const changes = runsOf(checkout, day).filter(run => run.pullRequest);
      const commits = new Set(changes.map(({ commit }) => commit));
      expect(
        deploymentsOf(checkout, day).filter(({ commit }) =>
          commits.has(commit),
        ),
      ).toEqual([]);
    }
  });

  it('deploys checkout to production three to six times a week', () => {
    for (const monday of [0, 7, 14, 21]) {
      const count = days
        .slice(monday, monday + 7)
        .flatMap(day => deploymentsOf(checkout, day))
        .filter(({ environment }) => environment === 'production').length;
      expect(count).toBeGreaterThanOrEqual(3);
      expect(count).toBeLessThanOrEqual(6);
    }
  });

  it('rolls the bad deployment of payments back to what ran before', () => {
    const all = days.flatMap(day => deploymentsOf(payments, day));
    const rollbacks = all.filter(({ rollbackOf }) => rollbackOf);
    expect(rollbacks.length).toBeGreaterThanOrEqual(3);
    for (const rollback of rollbacks) {
      const broken = all.find(({ id }) => id === rollback.rollbackOf)!;
      expect(broken.bad).toBe(true);
      expect(rollback.commit).not.toBe(broken.commit);
      expect(+rollback.startedAt).toBeGreaterThan(+broken.finishedAt);
    }
  });

  it('leaves exactly one incident of inventory open at the end of every day', () => {
    const open = new Set<string>();
    const counts = days.map(day => {
      for (const { component, id, resolvedAt } of incidentsOf(day)) {
        if (component !== inventory) continue;
        if (resolvedAt) open.delete(id);
        else open.add(id);
      }
      return open.size;
    });
    // From the first Wednesday on.
    expect(counts.slice(2)).toEqual(counts.slice(2).map(() => 1));
  });
});
