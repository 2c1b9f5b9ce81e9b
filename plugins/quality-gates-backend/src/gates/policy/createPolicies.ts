import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  QUALITY_GATES_ANNOTATIONS,
  type PolicyFinding,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { LRUCache } from 'lru-cache';
import type { Environments } from '../../environments';
import type { GateKindRegistry } from '../createGateKindRegistry';
import { appliesToEntity, appliesToEnvironment } from './appliesTo';
import { digestOf } from './digest';
import { lintPolicy } from './lintPolicy';
import {
  mergePolicies,
  type MergedPolicy,
  type PolicyLevel,
} from './mergePolicies';
import { parsePolicy, readYaml } from './parsePolicy';
import type { GatePolicy } from './policySchema';

/** The policy that holds for an entity in an environment. */
export interface EffectivePolicy extends MergedPolicy {
  /** Of the merged document and the values given to its parameters. */
  readonly digest: string;
  /** Values that annotations give to parameters. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** What a repository says of its gates. */
export interface RepositoryPolicy {
  readonly policy: GatePolicy;
  readonly url: string;
}

/** Policies of app-config, and what they come to for an entity. */
export interface Policies {
  /** As written, in their order; those that are locked say so at each gate. */
  readonly known: readonly GatePolicy[];
  /** What is wrong with the policies of app-config. */
  readonly findings: readonly PolicyFinding[];
  /**
   * Its findings are those of the merge and of each policy of app-config in it. Undefined when no policy applies. Throws
   * InputError when an annotation cannot be read.
   */
  effective(question: {
    readonly entity: Entity;
    readonly environment: string;
    readonly repository?: RepositoryPolicy;
  }): EffectivePolicy | undefined;
  lint(policy: GatePolicy): PolicyFinding[];
}

/** Merged policies that are kept: as many as there are ways in which policies of app-config come together. */
const MOST_MERGED = 200;

/** `quality-gates.io/policy-parameters`: values for the parameters, as YAML or JSON. */
const PARAMETERS = QUALITY_GATES_ANNOTATIONS.policyParameters;
const REF = QUALITY_GATES_ANNOTATIONS.policyRef;

/**
 * Reads `qualityGates.policies`: each a policy, or `{ policy, lock }` to lock every gate of it. Throws InputError when
 * one is no policy: an installation must not start without gates it believes to have.
 */
export function createPolicies(options: {
  readonly policies: readonly unknown[];
  readonly kinds: GateKindRegistry;
  readonly sources: ReadonlyMap<string, string>;
  readonly environments: Environments;
}): Policies {
  const { kinds, sources, environments } = options;
  const known = options.policies.map(readConfigured);
  const lint = (policy: GatePolicy) =>
    lintPolicy(policy, {
      kind: type => kinds.get(type),
      kinds: kinds.list().map(({ kind }) => kind),
      sources,
    });
  const linted = new Map(known.map(policy => [policy, lint(policy)]));
  const merge = (
    levels: readonly PolicyLevel[],
    parameters: string | undefined,
  ): EffectivePolicy => {
    const merged = mergePolicies(
      levels,
      type => kinds.get(type)?.stricter ?? {},
    )!;
    const given = readGiven(parameters);
    const digest = digestOf({ name: merged.name, spec: merged.spec, given });
    const findings = [
      ...merged.findings,
      ...levels.flatMap(({ policy }) => linted.get(policy) ?? []),
    ];
    return { ...merged, findings, digest, given };
  };
  const remembered = new LRUCache<string, EffectivePolicy>({
    max: MOST_MERGED,
  });
  return {
    known,
    findings: [...linted.values()].flat(),
    lint,
    effective({ entity, environment, repository }) {
      const levels = [
        ...configuredLevels(known, entity),
        ...repositoryLevels(repository, entity),
      ].filter(({ policy }) =>
        appliesToEnvironment(policy.spec.appliesTo, environment, environments),
      );
      if (levels.length === 0) return undefined;
      const parameters = entity.metadata.annotations?.[PARAMETERS];
      if (repository) return merge(levels, parameters);
      // Policies of app-config stay as they are, so that this is all of which the result is made.
      const key = JSON.stringify([
        parameters ?? null,
        ...levels.map(({ policy, origin }) => [
          known.indexOf(policy),
          origin.level,
        ]),
      ]);
      const made = remembered.get(key) ?? merge(levels, parameters);
      remembered.set(key, made);
      return made;
    },
  };
}

function readConfigured(value: unknown, index: number): GatePolicy {
  const {
    lock,
    policy = undefined,
    ...rest
  } = (value ?? {}) as {
    lock?: unknown;
    policy?: unknown;
  };
  const parsed = parsePolicy(policy ?? rest);
  if (!parsed.policy) {
    const lines = parsed.findings.map(({ path, message }) =>
      [path, message].filter(Boolean).join(': '),
    );
    throw new InputError(
      `Wrong configuration: qualityGates.policies[${index}]: ${lines.join(
        '; ',
      )}`,
    );
  }
  if (lock !== true) return parsed.policy;
  const { spec } = parsed.policy;
  const gates = spec.gates.map(gate => ({ ...gate, locked: true }));
  return { ...parsed.policy, spec: { ...spec, gates } };
}

/** Those that apply of themselves, and the one that the entity picks by name. */
function configuredLevels(
  known: readonly GatePolicy[],
  entity: Entity,
): PolicyLevel[] {
  const picked = entity.metadata.annotations?.[REF];
  if (picked && !known.some(({ metadata }) => metadata.name === picked)) {
    throw new InputError(`${REF}: there is no policy "${picked}"`);
  }
  return known.flatMap((policy): PolicyLevel[] => {
    const { name } = policy.metadata;
    if (appliesToEntity(policy.spec.appliesTo, entity)) {
      return [{ policy, origin: { level: 'app-config', policy: name } }];
    }
    return name === picked
      ? [{ policy, origin: { level: 'annotation', policy: name } }]
      : [];
  });
}

function repositoryLevels(
  repository: RepositoryPolicy | undefined,
  entity: Entity,
): PolicyLevel[] {
  if (!repository) return [];
  const { policy, url } = repository;
  if (!appliesToEntity(policy.spec.appliesTo, entity)) return [];
  const { name } = policy.metadata;
  return [{ policy, origin: { level: 'repository', policy: name, url } }];
}

function readGiven(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  const given = readYaml(text);
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    return given as Record<string, unknown>;
  }
  throw new InputError(`${PARAMETERS} must be an object of YAML or JSON`);
}
