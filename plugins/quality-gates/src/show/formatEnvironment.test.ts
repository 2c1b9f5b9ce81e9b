import { formatEnvironment, formatEnvironments } from './formatEnvironment';

it.each([
  ['production', 'Production'],
  ['production-eu', 'Production EU'],
  ['qa', 'QA'],
  ['pre_prod', 'Pre prod'],
])('titles the environment %p as %p', (name, title) => {
  expect(formatEnvironment(name)).toBe(title);
});

it.each([
  [[], ''],
  [['production'], 'Production'],
  [['production-eu', 'production-us'], 'Production EU and US'],
  [['production', 'production-us'], 'Production and Production US'],
  [['qa', 'staging', 'production'], 'QA, Staging and Production'],
])('says %p as %p', (names, phrase) => {
  expect(formatEnvironments(names)).toBe(phrase);
});
