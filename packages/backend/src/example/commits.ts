import type { DateTime } from 'luxon';
import { between, hexId, noise, pick } from './noise';
import type { ExampleCommit, ExamplePush, ExampleRepository } from './types';

const VERBS = ['Fix', 'Add', 'Simplify', 'Test', 'Speed up', 'Rename'];
const THINGS = [
  'rounding of totals',
  'retry on conflict',
  'empty basket',
  'order events',
  'currency list',
  'cache of prices',
  'health check',
  'audit log',
];
/** Where a monorepo's pushes of a day go, in turn. */
const MONOREPO_PATHS = ['services/cart/src', 'services/search/src'];

/** True on the days people work. */
export function isWorkday(day: DateTime): boolean {
  return day.weekday <= 5;
}

/** The pushes to main of one day, oldest first; none on weekends. `day` is its midnight in UTC. */
export function pushesOf(
  repository: ExampleRepository,
  day: DateTime,
): ExamplePush[] {
  if (!isWorkday(day)) return [];
  const pushes: ExamplePush[] = [];
  let before = headBefore(repository, day);
  for (let index = 0; index < repository.pushesPerDay; index++) {
    const at = pushedAt(repository, day, index);
    const commits = commitsOf(repository, { day, index, at });
    pushes.push({ at, before, commits });
    before = commits[commits.length - 1].sha;
  }
  return pushes;
}

/** The commit main was at when the day began: the last one of the workday before. */
function headBefore(repository: ExampleRepository, day: DateTime): string {
  const previous = previousWorkday(day);
  const index = repository.pushesPerDay - 1;
  const count = countOf(repository, previous, index);
  return shaOf(repository, { day: previous, index, count: count - 1 });
}

/** The workday before a day. */
export function previousWorkday(day: DateTime): DateTime {
  const previous = day.minus({ days: 1 });
  return isWorkday(previous) ? previous : previousWorkday(previous);
}

/** The pull request that a push to main merged. */
export function changeOf(repository: ExampleRepository, push: ExamplePush) {
  const last = push.commits[push.commits.length - 1];
  const number = 1000 + Math.floor(noise('change', last.sha) * 9000);
  const openMinutes = between(70, 2400, 'open', last.sha);
  return {
    number,
    branch: `change-${number}`,
    headSha: hexId(40, 'head', repository.slug, last.sha),
    title: last.title,
    author: last.author,
    openedAt: push.at.minus({ minutes: Math.round(openMinutes) }),
    mergedAt: push.at.minus({ seconds: 2 }),
    mergeSha: last.sha,
  };
}

function pushedAt(repository: ExampleRepository, day: DateTime, index: number) {
  const minutes = between(0, 70, repository.slug, day.toISODate()!, index);
  return day.plus({ hours: 8 + 3 * index, seconds: Math.round(minutes * 60) });
}

function countOf(repository: ExampleRepository, day: DateTime, index: number) {
  return Math.floor(
    between(1, 4, 'count', repository.slug, day.toISODate()!, index),
  );
}

function shaOf(
  repository: ExampleRepository,
  place: { day: DateTime; index: number; count: number },
) {
  const { day, index, count } = place;
  return hexId(40, 'sha', repository.slug, day.toISODate()!, index, count);
}

function commitsOf(
  repository: ExampleRepository,
  push: { day: DateTime; index: number; at: DateTime },
): ExampleCommit[] {
  const { day, index, at } = push;
  const count = countOf(repository, day, index);
  const oldestMinutes = between(25, 700, 'age', repository.slug, +at);
  const folder = repository.slug.endsWith('/discovery')
    ? MONOREPO_PATHS[index % MONOREPO_PATHS.length]
    : 'src';
  return Array.from({ length: count }, (_, number) => {
    const sha = shaOf(repository, { day, index, count: number });
    const minutes = Math.round(oldestMinutes * (1 - number / count)) + 4;
    return {
      sha,
      committedAt: at.minus({ minutes }),
      author: pick(repository.authors, 'author', sha),
      title: `${pick(VERBS, 'verb', sha)} ${pick(THINGS, 'thing', sha)}`,
      paths: [`${folder}/${sha.slice(0, 6)}.ts`],
    };
  });
}
