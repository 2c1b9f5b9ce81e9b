import { chooseEnvironment, listEnvironmentChoices } from './selection';

const staging = { name: 'staging', tier: 'staging' };
const production = { name: 'production', tier: 'production' };
const eu = { name: 'production-eu', tier: 'production' };
const us = { name: 'production-us', tier: 'production' };

it('offers one production environment once, as the default', () => {
  expect(listEnvironmentChoices([staging, production])).toEqual([
    { value: '', label: 'Production', environments: ['production'] },
    { value: 'staging', label: 'Staging', environments: ['staging'] },
  ]);
});

it('offers several production environments together and one by one', () => {
  expect(
    listEnvironmentChoices([staging, eu, us]).map(({ label }) => label),
  ).toEqual([
    'Production EU and US',
    'Staging',
    'Production EU',
    'Production US',
  ]);
});

it.each([
  [null, 'Production EU and US'],
  ['', 'Production EU and US'],
  ['staging', 'Staging'],
  ['production-us', 'Production US'],
  ['canary', 'Canary'],
])('reads the environment %p of the URL as %p', (asked, label) => {
  const choices = listEnvironmentChoices([staging, eu, us]);
  expect(chooseEnvironment(choices, asked).label).toBe(label);
});

it('reads the only production environment by its name as the default', () => {
  const choices = listEnvironmentChoices([staging, production]);
  expect(chooseEnvironment(choices, 'production')).toBe(choices[0]);
});
