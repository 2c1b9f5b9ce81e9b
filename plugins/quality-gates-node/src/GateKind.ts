import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import type {
  GatePhase,
  Limits,
  ShownLimits,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { z } from 'zod';
import type { Millis } from './Fact';
import type { FactReader } from './FactReader';

/** `value <assertion> limit` is what must hold. */
export type Assertion = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** One number a probe saw, and what the policy holds it against. */
export interface Reading {
  /** What was measured, in words: `error ratio`, `failed tests`. */
  readonly name: string;
  /** Null = looked, saw nothing. NaN and the infinities are passed on as they are: the judge refuses them. */
  readonly value: number | null;
  /** `ratio`, `s`, `tests`, …; absent for a plain count. */
  readonly unit?: string;
  /** Without `warn` and `fail` the reading asserts nothing, and the judge does not let it pass. */
  readonly limits: Limits;
  /** How value and limit are compared; by default `<=` for at-most and `>=` for at-least. */
  readonly assert?: Assertion;
  /** Why `value` is null. */
  readonly missing?: string;
  /** Observations behind the value, and how many the policy wants at least. */
  readonly samples?: number;
  readonly minSamples?: number;
  /**
   * What people see where `value` and `limits` only stand for a state: other numbers, or null for none. The sentence is
   * then the measurement's summary. Decides nothing.
   */
  readonly shown?: ShownReading | null;
}

/** Numbers that are shown and not judged. */
export interface ShownReading {
  readonly value: number;
  readonly unit?: string;
  readonly limits: ShownLimits | null;
}

/**
 * What a probe saw. A kind measures; the judge alone makes an outcome of it: the worst reading decides, no reading is
 * no data, a `pending` holds unless a reading has failed already.
 */
export interface Measurement {
  readonly readings: readonly Reading[];
  /** One sentence: what was seen, the limit, where. */
  readonly summary: string;
  /** The answer is not out yet: what it waits for, who can help, when. */
  readonly pending?: {
    readonly message: string;
    /** User or group refs. */
    readonly who?: readonly string[];
    readonly until?: Millis;
  };
  /** The gate has nothing to say here, and why. */
  readonly skipped?: { readonly code: string; readonly message: string };
  /** The source answered, and the answer does not decide: code and sentence. Counts as no data. */
  readonly undecided?: { readonly code: string; readonly message: string };
  /** When the evidence came to be; older than the gate's `maxAge` is no data. Absent = now. */
  readonly observedAt?: Millis;
  /** What the evidence speaks of, where it says; another version, commit or digest than asked for is no data. */
  readonly about?: {
    readonly version?: string;
    readonly commit?: string;
    readonly digest?: string;
  };
  readonly window?: { readonly from: Millis; readonly to: Millis };
  /** http or https. */
  readonly evidenceUrl?: string;
  /** What was asked, placeholders filled, without secrets. */
  readonly resolvedQuery?: string;
  /** Token name, when somebody else measured. */
  readonly reportedBy?: string;
  /** Small and without secrets; kept as evidence, and given back as `previous` when the gate is asked again. */
  readonly evidence?: Readonly<Record<string, unknown>>;
}

/** What is asked. */
export interface GateRequest {
  readonly evaluationId: string;
  readonly entityRef: string;
  readonly environment: string;
  readonly version: string;
  readonly commit?: string;
  readonly digest?: string;
  readonly phase: GatePhase;
  readonly changeType?: string;
  readonly ticket?: string;
  readonly runUrl?: string;
  readonly createdAt: Millis;
  /** When the chain of evaluations began: timers and soaks count from here. */
  readonly chainCreatedAt: Millis;
  /** Refs and logins that may not approve: who asked, the actor of the run, the authors of the commits. */
  readonly involved: readonly string[];
  /** Digest of what the other gates have seen, once they have: what an approval may be bound to. */
  readonly evidenceDigest?: string;
}

/** A deployment, as a gate needs it. */
export interface GateDeployment {
  readonly id: string;
  readonly version?: string;
  readonly commit?: string;
  readonly digest?: string;
  readonly finishedAt: Millis;
}

/** How the placeholders of a text are made safe for the language it is in. */
export type Escape = (
  value: string,
  parameter: { readonly type: string },
) => string;

/** Everything a probe may look at. */
export interface ProbeContext<TParams> {
  readonly gate: string;
  /** As the policy has them, numbers and booleans resolved; texts may carry `${…}`: see `fill`. */
  readonly params: TParams;
  readonly request: GateRequest;
  readonly entity: Entity;
  /** Newest deployment of the asked version to the environment; undefined before it got there. */
  readonly deployment?: GateDeployment;
  /** The deployment before the asked version that passed its gates, newest first; at most 10. */
  readonly previous: readonly GateDeployment[];
  /** What this gate saw in the evaluation before this look (sampling, stability). */
  readonly earlier: readonly {
    readonly at: Millis;
    readonly measurement: Measurement;
  }[];
  /** Facts that Quality Gates holds itself. */
  readonly facts: FactReader;
  /**
   * A text with its placeholders replaced, each value escaped; `own` are values the kind itself gives. Throws
   * InputError naming a placeholder that nothing fills.
   */
  fill(
    text: string,
    escape?: Escape,
    own?: Readonly<Record<string, string | number>>,
  ): string;
  /** Instant of a word of the policy: `deployment.finishedAt`, `request.createdAt`; undefined when not known yet. */
  instant(word: string): Millis | undefined;
  /**
   * A YAML or JSON file of the component's repository, parsed, from its default branch: never from the change under
   * judgement. Undefined when there is none; absent where no repository can be read.
   */
  readonly repositoryFile?: (path: string) => Promise<unknown>;
  /**
   * What the catalog calls entities, for sentences that people read: by ref, those it knows. Never throws: a sentence is
   * right with refs, too.
   */
  readonly titles?: (
    entityRefs: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  readonly now: Millis;
  readonly signal: AbortSignal;
}

/**
 * Looks once. A bad value is a value. Throws only when it could not look: InputError and NotAllowedError are final,
 * ServiceUnavailableError and network errors are tried again. Must honour `signal`.
 */
export type Probe<TParams> = (
  context: ProbeContext<TParams>,
) => Promise<Measurement>;

/** Where a kind asks: an instance of `qualityGates.sources`. */
export interface GateSource {
  /** Key in `qualityGates.sources`. */
  readonly id: string;
  readonly type: string;
  /** The instance's own section. */
  readonly config: Config;
  /**
   * Fetches below the source's URL with its headers: no redirects, the origin kept, at most 4 MiB, at most its
   * timeout, JSON only. A relative path; never an absolute URL. See {@link createGateSource} for what it throws.
   */
  fetchJson(
    path: string,
    options: {
      signal: AbortSignal;
      method?: 'GET' | 'POST';
      /** Sent as `application/x-www-form-urlencoded`. */
      form?: Readonly<Record<string, string>>;
      json?: unknown;
      /** Statuses that are answers too, besides 2xx. */
      accept?: readonly number[];
    },
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** A link for people; undefined when the source has no URL they can open. */
  link(path: string): string | undefined;
}

/** What a kind can be set up with. */
export interface GateKindEnv {
  /** The section `qualityGates` of app-config. */
  readonly config: Config;
  /** The source a policy names. Throws InputError when there is none, or of another type. */
  source(id: string, type: string): GateSource;
}

/** A source that parameters name. */
export interface SourceReference {
  /** Below `with`: `requireRules.source`. */
  readonly path: string;
  readonly id: string;
  readonly type: string;
}

/** What is wrong with a gate's parameters. */
export interface GateFinding {
  readonly severity: 'error' | 'warning';
  /** Below `with`. */
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** How to make a {@link GateKind}. */
export interface GateKindOptions<TParams> {
  /** Stable id, kebab-case: written in policies and stored with each outcome. */
  readonly kind: string;
  readonly title: string;
  /** Also published as JSON Schema: validation messages, docs, editor help. */
  readonly params: z.ZodType<TParams>;
  /** Which way of a parameter is stricter, for merging levels of policies: path → direction. */
  readonly stricter?: Readonly<Record<string, 'up' | 'down'>>;
  /** Placeholders in texts that the kind fills itself. */
  readonly placeholders?: readonly string[];
  /** Types of sources the kind asks, so that they may stand in `qualityGates.sources` although nothing delivers them. */
  readonly sourceTypes?: readonly string[];
  /** Sources that the parameters name, so that a name nobody configured is found before it bites. */
  sources?(params: TParams): readonly SourceReference[];
  /** What is wrong with the parameters beyond their shape; called with texts unfilled. */
  lint?(params: TParams): readonly GateFinding[];
  /** Once, at start-up: read config, build clients. Throws InputError when the config is unusable. */
  setup(env: GateKindEnv): Probe<TParams>;
}

/** A kind of gate, its parameters' type erased: the one parse happens inside. */
export interface GateKind {
  readonly kind: string;
  readonly title: string;
  readonly params: z.ZodType;
  readonly stricter: Readonly<Record<string, 'up' | 'down'>>;
  readonly placeholders: readonly string[];
  readonly sourceTypes: readonly string[];
  /** Throws ZodError when the parameters have another shape; so does `lint`. */
  sources(params: unknown): readonly SourceReference[];
  lint(params: unknown): readonly GateFinding[];
  setup(env: GateKindEnv): Probe<unknown>;
}

/**
 * Erases the type of a kind's parameters: a list of kinds with their types does not compile, because parameters are
 * contravariant.
 */
export function createGateKind<TParams>(
  options: GateKindOptions<TParams>,
): GateKind {
  const { kind, title, params } = options;
  const { stricter = {}, placeholders = [], sourceTypes = [] } = options;
  return {
    kind,
    title,
    params,
    stricter,
    placeholders,
    sourceTypes,
    sources: given => options.sources?.(params.parse(given)) ?? [],
    lint: given => options.lint?.(params.parse(given)) ?? [],
    setup(env) {
      const probe = options.setup(env);
      return context =>
        probe({ ...context, params: params.parse(context.params) });
    },
  };
}
