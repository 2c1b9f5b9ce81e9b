import type { Setup } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  formatEnvironment,
  formatEnvironments,
} from '../show/formatEnvironment';

/** A choice of the environment select. `value` stands in the URL; empty = all of tier production. */
export interface EnvironmentChoice {
  readonly value: string;
  readonly label: string;
  /** Names asked of the backend. */
  readonly environments: readonly string[];
}

/**
 * Choices for the environments of a portal, the default first: all of tier production together, then each one that
 * is not the same as that.
 *
 * @example
 * listEnvironmentChoices([{ name: 'staging', tier: 'staging' }, { name: 'production', tier: 'production' }])
 * // Production (all), Staging
 */
export function listEnvironmentChoices(
  environments: Setup['environments'],
): EnvironmentChoice[] {
  const production = environments
    .filter(({ tier }) => tier === 'production')
    .map(({ name }) => name);
  const all: EnvironmentChoice = {
    value: '',
    label: formatEnvironments(production) || formatEnvironment('production'),
    environments: production,
  };
  const single = environments
    .map(({ name }) => name)
    .filter(name => production.length !== 1 || name !== production[0])
    .map(name => ({
      value: name,
      label: formatEnvironment(name),
      environments: [name],
    }));
  return [all, ...single];
}

/** The choice that a URL names. A name nobody configured is kept: the backend may hold facts of it. */
export function chooseEnvironment(
  choices: readonly EnvironmentChoice[],
  asked: string | null,
): EnvironmentChoice {
  if (!asked) return choices[0];
  const found =
    choices.find(({ value }) => value === asked) ??
    choices.find(
      ({ environments }) =>
        environments.length === 1 && environments[0] === asked,
    );
  return (
    found ?? {
      value: asked,
      label: formatEnvironment(asked),
      environments: [asked],
    }
  );
}
