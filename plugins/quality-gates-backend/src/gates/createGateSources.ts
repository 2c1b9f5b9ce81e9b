import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import {
  createGateSource,
  type GateKindEnv,
  type GateSource,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { breakCircuit, type CircuitWatcher } from './breakCircuit';
import { createGithubSource } from './createGithubSource';
import { shareQuestions } from './shareQuestions';

/** The instances of `qualityGates.sources`, as gates ask them. */
export interface GateSources {
  /** Id → type of every instance, for lint. */
  readonly types: ReadonlyMap<string, string>;
  /** Throws InputError when there is none with the id, or it is of another type. */
  readonly source: GateKindEnv['source'];
}

/**
 * Makes {@link GateSources} of the section `qualityGates` of app-config. Every section is read at once, so that a wrong
 * one stops the start: InputError names its key. The watcher hears of sources that are left alone for a while.
 */
export function createGateSources(
  config: Config,
  options: {
    readonly watcher?: CircuitWatcher;
    /** Whose tokens sources of GitHub use that have none of their own. */
    readonly integrations?: ScmIntegrations;
    readonly now?: () => number;
  } = {},
): GateSources {
  const { integrations, watcher, now = Date.now } = options;
  const open = (id: string, section: Config) =>
    integrations && section.getOptionalString('type') === 'github'
      ? createGithubSource(id, section, integrations)
      : createGateSource(id, section);
  const sections = config.getOptionalConfig('sources');
  const sources = new Map<string, GateSource>(
    (sections?.keys() ?? []).map(id => [
      id,
      shareQuestions(
        breakCircuit(open(id, sections!.getConfig(id)), {
          watcher,
          now,
        }),
      ),
    ]),
  );
  return {
    types: new Map([...sources].map(([id, { type }]) => [id, type])),
    source(id, type) {
      const found = sources.get(id);
      if (found?.type === type) return found;
      throw new InputError(
        found
          ? `The source "${id}" is of type ${found.type}, and ${type} is needed`
          : `There is no source "${id}" in qualityGates.sources`,
      );
    },
  };
}
