/**
 * Levels of policy become one: what the platform's app-config says, narrowed by the repository's file. A lower level
 * adds gates, and tightens what is there; whatever else it says of a gate that is there already is a finding
 * `policy_conflict`, and the upper level's gate is used whole. What a lower level leaves out it does not change.
 */
import { isDeepStrictEqual } from 'node:util';
import type {
  Origin,
  PolicyFinding,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { GatePolicy, PolicyGate, PolicySpec } from './policySchema';
import { DEFAULT_BEHAVIOUR, DEFAULT_DECISION } from './settings';
import { isNoLooser, strictnessOf, type Strictness } from './stricter';

/** One document, and where it stands. */
export interface PolicyLevel {
  readonly policy: GatePolicy;
  readonly origin: Origin;
}

/** One policy of several; every setting of its gates and decision written out. */
export interface MergedPolicy {
  readonly name: string;
  readonly spec: PolicySpec;
  /** By path of the value; a path covers all below it. */
  readonly origins: Readonly<Record<string, Origin>>;
  readonly findings: readonly PolicyFinding[];
}

type StricterOf = (kind: string) => Readonly<Record<string, 'up' | 'down'>>;
type Leaf = { readonly steps: readonly string[]; readonly value: unknown };

const DECISION: Readonly<Record<string, Strictness>> = {
  failureMode: ['open', 'manual', 'closed'],
  onEmpty: ['allow', 'manual', 'deny'],
  warnings: ['allow', 'manual', 'deny'],
  validFor: 'down',
  deadline: 'down',
};
const OVERRIDES: Readonly<Record<string, Strictness>> = {
  maxTtl: 'down',
  reviewWithin: 'down',
  requireReason: 'up',
  requireTicket: ['false', 'true'],
  fourEyes: ['false', 'true'],
};

class Merge {
  readonly #name: string;
  readonly #spec: PolicySpec;
  readonly #origins: Record<string, Origin> = {};
  readonly #findings: PolicyFinding[] = [];
  readonly #stricterOf: StricterOf;

  constructor({ policy, origin }: PolicyLevel, stricterOf: StricterOf) {
    const { defaults, ...spec } = structuredClone(policy.spec);
    this.#name = policy.metadata.name;
    this.#stricterOf = stricterOf;
    const builtin: Origin = { ...origin, level: 'default' };
    this.#spec = {
      ...spec,
      decision: { ...DEFAULT_DECISION, ...spec.decision },
      gates: [],
    };
    this.#origins.decision = builtin;
    for (const key of Object.keys(spec.decision ?? {})) {
      this.#origins[`decision.${key}`] = origin;
    }
    for (const key of ['appliesTo', 'overrides', 'actions'] as const) {
      if (spec[key]) this.#origins[key] = origin;
    }
    this.#addParameters(spec.parameters, origin, 'spec');
    for (const gate of spec.gates) this.#addGate(gate, defaults, origin);
  }

  add({ policy, origin }: PolicyLevel) {
    const { spec, metadata } = structuredClone(policy);
    this.#addParameters(spec.parameters, origin, metadata.name);
    this.#narrow('decision', spec.decision, DECISION, origin);
    for (const key of ['waiver', 'breakGlass'] as const) {
      this.#narrowOverride(key, spec.overrides?.[key], origin);
    }
    spec.gates.forEach((gate, index) => {
      const upper = this.#spec.gates.find(({ id }) => id === gate.id);
      if (upper) this.#narrowGate(upper, gate, origin, index);
      else this.#addGate(gate, spec.defaults, origin);
    });
    for (const [key, list] of Object.entries(spec.actions ?? {})) {
      const actions = (this.#spec.actions ??= {});
      const at = key as keyof NonNullable<PolicySpec['actions']>;
      actions[at] = [...(actions[at] ?? []), ...(list ?? [])];
      this.#origins[`actions.${key}`] = origin;
    }
  }

  result(): MergedPolicy {
    return {
      name: this.#name,
      spec: this.#spec,
      origins: this.#origins,
      findings: this.#findings,
    };
  }

  #addParameters(
    parameters: PolicySpec['parameters'],
    origin: Origin,
    policy: string,
  ) {
    const all = (this.#spec.parameters ??= {});
    for (const [name, parameter] of Object.entries(parameters ?? {})) {
      const path = `parameters.${name}`;
      const upper = this.#origins[path] && all[name];
      if (!upper) {
        all[name] = parameter;
        this.#origins[path] = origin;
      } else if (!isNoLooser(upper, parameter, undefined)) {
        this.#conflict(path, origin, `declared anew by ${policy}`);
      }
    }
  }

  #addGate(gate: PolicyGate, defaults: PolicySpec['defaults'], origin: Origin) {
    this.#spec.gates.push({ ...DEFAULT_BEHAVIOUR, ...defaults, ...gate });
    const path = `gates.${gate.id}`;
    this.#origins[path] = origin;
    for (const key of Object.keys(DEFAULT_BEHAVIOUR)) {
      if (!Object.hasOwn(gate, key) && !Object.hasOwn(defaults ?? {}, key)) {
        this.#origins[`${path}.${key}`] = { ...origin, level: 'default' };
      }
    }
  }

  /** Takes over what is stricter, all of it or nothing. */
  #narrowGate(
    upper: PolicyGate,
    lower: PolicyGate,
    origin: Origin,
    index: number,
  ) {
    const kind = {
      with: { ...lower.with, ...upper.with },
      stricter: this.#stricterOf(upper.type),
    };
    const [above, below] = [leavesOf(upper), leavesOf(lower)];
    const looser = [...below].find(
      ([path, { value }]) =>
        !isNoLooser(above.get(path)?.value, value, strictnessOf(path, kind)),
    );
    if (looser) {
      const where = `gates[${index}].${looser[0]}`;
      this.#conflict(
        where,
        origin,
        `the gate ${upper.id} of the upper level is used`,
      );
      return;
    }
    for (const [path, leaf] of below) {
      if (isDeepStrictEqual(above.get(path)?.value, leaf.value)) continue;
      setAt(upper, leaf);
      this.#origins[`gates.${upper.id}.${path}`] = origin;
    }
  }

  #narrow(
    base: string,
    lower: Readonly<Record<string, unknown>> | undefined,
    strictness: Readonly<Record<string, Strictness>>,
    origin: Origin,
  ) {
    const upper = this.#spec.decision as Record<string, unknown>;
    for (const [key, value] of Object.entries(lower ?? {})) {
      if (!isNoLooser(upper[key], value, strictness[key])) {
        this.#conflict(`${base}.${key}`, origin, 'the upper level holds');
      } else if (!isDeepStrictEqual(upper[key], value)) {
        upper[key] = value;
        this.#origins[`${base}.${key}`] = origin;
      }
    }
  }

  /** An override that the upper level does not grant, a lower one cannot grant either. */
  #narrowOverride(
    key: 'waiver' | 'breakGlass',
    lower: Readonly<Record<string, unknown>> | undefined,
    origin: Origin,
  ) {
    if (!lower) return;
    const path = `overrides.${key}`;
    const upper = this.#spec.overrides?.[key] as
      | Record<string, unknown>
      | undefined;
    if (!upper) {
      this.#conflict(path, origin, 'the upper level grants none');
      return;
    }
    for (const [field, value] of Object.entries(lower)) {
      if (!isNoLooser(upper[field], value, OVERRIDES[field])) {
        this.#conflict(`${path}.${field}`, origin, 'the upper level holds');
      } else {
        upper[field] = value;
        this.#origins[`${path}.${field}`] = origin;
      }
    }
  }

  #conflict(path: string, { policy }: Origin, consequence: string) {
    this.#findings.push({
      severity: 'error',
      path: `spec.${path}`,
      rule: 'policy_conflict',
      message: `A lower level of policy may only add gates and tighten; ${consequence}`,
      policy,
    });
  }
}

/**
 * Merges levels, the upper first; undefined for none. `stricterOf` gives what a kind of gate says of its parameters.
 */
export function mergePolicies(
  levels: readonly PolicyLevel[],
  stricterOf: StricterOf,
): MergedPolicy | undefined {
  const [first, ...rest] = levels;
  if (!first) return undefined;
  const merge = new Merge(first, stricterOf);
  for (const level of rest) merge.add(level);
  return merge.result();
}

/** Values that are no objects, by path; lists count as one value. */
function leavesOf(gate: PolicyGate): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = (value: unknown, steps: readonly string[]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, one] of Object.entries(value)) {
        if (key !== '__proto__') walk(one, [...steps, key]);
      }
    } else if (value !== undefined) {
      leaves.set(steps.join('.'), { steps, value });
    }
  };
  walk(gate, []);
  return leaves;
}

function setAt(target: object, { steps, value }: Leaf) {
  let at = target as Record<string, unknown>;
  for (const step of steps.slice(0, -1)) {
    if (!Object.hasOwn(at, step)) at[step] = {};
    at = at[step] as Record<string, unknown>;
  }
  at[steps.at(-1)!] = value;
}
