import { ConfigReader } from '@backstage/config';
import type { Entity } from '@backstage/catalog-model';
import { createGateKind } from '@quality-gates/backstage-plugin-quality-gates-node';
import Ajv from 'ajv';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readQualityGatesConfig } from '../../config';
import { createEnvironments } from '../../environments';
import { createGateKindRegistry } from '../createGateKindRegistry';
import { builtinGateKinds } from '../kinds';
import { createFill, readValues, resolveTyped } from './parameters';
import {
  createPolicies,
  createPolicySchema,
  decisionSettings,
  digestOf,
  gateSettings,
  parsePolicyText,
  type GatePolicy,
} from './index';

/** A kind with numbers, texts and a source: what the built-in ones have, and no network. */
const ratio = createGateKind({
  kind: 'ratio',
  title: 'Ratio',
  params: z.strictObject({
    source: z.string(),
    query: z.string(),
    assert: z.string(),
    minSamples: z.number().optional(),
    thresholds: z.strictObject({
      degraded: z.number().optional(),
      critical: z.number().optional(),
    }),
  }),
  placeholders: ['window'],
  sources: ({ source }) => [{ path: 'source', id: source, type: 'prometheus' }],
  lint: ({ minSamples }) =>
    minSamples === undefined
      ? [
          {
            severity: 'warning',
            path: 'minSamples',
            rule: 'no-min-samples',
            message: 'One request would decide',
          },
        ]
      : [],
  setup: () => async () => ({ readings: [], summary: 'nothing' }),
});

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default', tags: ['tier-1'] },
  spec: { type: 'service', owner: 'payments-team' },
};

const PLATFORM = `
apiVersion: quality-gates.io/v1alpha1
kind: GatePolicy
metadata: { name: prod-standard }
spec:
  appliesTo:
    entities: { kind: Component, specType: [service, website], owner: group:default/payments-team }
    environments: [production]
  parameters:
    service: { type: label-value, default: "\${entity.metadata.name}" }
    max_error_ratio: { type: number, default: 0.05, minimum: 0, maximum: 0.2 }
  decision: { validFor: 30m, failureMode: manual }
  overrides: { waiver: { maxTtl: 72h, requireReason: 20 } }
  gates:
    - id: error-ratio
      type: ratio
      phase: pre-deploy
      mode: advisory
      sampling: { count: 3, failureLimit: 1 }
      with:
        source: prometheus-prod
        query: 'errors{service="\${service}"}[\${window}]'
        assert: "value < $threshold"
        minSamples: 100
        thresholds: { critical: "\${max_error_ratio}" }
    - { id: soak, type: wait-timer, phase: pre-deploy, with: { minutes: 15 } }
`;

const read = (text: string): GatePolicy => {
  const { policy, findings } = parsePolicyText(text);
  expect(findings).toEqual([]);
  return policy!;
};

const config = readQualityGatesConfig(new ConfigReader({}));
const policies = (...texts: string[]) =>
  createPolicies({
    policies: texts.map(read),
    kinds: createGateKindRegistry([...builtinGateKinds, ratio]),
    sources: new Map([['prometheus-prod', 'prometheus']]),
    environments: createEnvironments(config.environments),
  });

/** The repository's word on the gates of {@link PLATFORM}. */
const repository = (gates: string, more = '') => ({
  url: 'https://example.com/quality-gates.yaml',
  policy: read(`
apiVersion: quality-gates.io/v1alpha1
kind: GatePolicy
metadata: { name: own }
spec:
  appliesTo: {}
${more}
  gates:
${gates}`),
});

const effective = (gates: string, more?: string) =>
  policies(PLATFORM).effective({
    entity,
    environment: 'production',
    repository: repository(gates, more),
  })!;

describe('which policy applies', () => {
  const ask = (one: Entity, environment = 'production') =>
    policies(PLATFORM).effective({ entity: one, environment })?.name;

  it('asks for entity and environment, aliases and patterns of it included', () => {
    expect(ask(entity)).toBe('prod-standard');
    expect(ask(entity, 'prod')).toBe('prod-standard');
    expect(ask(entity, 'production-eu')).toBe('prod-standard');
    expect(ask(entity, 'staging')).toBeUndefined();
    expect(ask({ ...entity, spec: { type: 'library' } })).toBeUndefined();
  });

  it('takes the policy that the entity picks, with values for its parameters', () => {
    const picking = (annotations: Record<string, string>) =>
      policies(PLATFORM).effective({
        environment: 'production',
        entity: {
          ...entity,
          metadata: { ...entity.metadata, annotations },
          spec: { type: 'library' },
        },
      });
    const ref = 'quality-gates.io/policy-ref';
    const given = 'quality-gates.io/policy-parameters';
    expect(
      picking({ [ref]: 'prod-standard', [given]: 'max_error_ratio: 0.01' }),
    ).toMatchObject({
      given: { max_error_ratio: 0.01 },
      origins: { 'gates.soak': { level: 'annotation' } },
    });
    expect(() => picking({ [ref]: 'nope' })).toThrow(
      /there is no policy "nope"/,
    );
    expect(() => picking({ [ref]: 'prod-standard', [given]: '- 1' })).toThrow(
      /must be an object/,
    );
  });

  it('answers each question as if nobody had asked before', () => {
    const second = PLATFORM.replace('prod-standard', 'payments')
      .replaceAll('id: error-ratio', 'id: other')
      .replace('id: soak', 'id: second-soak')
      .replace('specType: [service, website]', 'specType: [service]');
    const annotated = (annotations: Record<string, string>) => ({
      ...entity,
      metadata: { ...entity.metadata, annotations },
    });
    const given = (text: string) =>
      annotated({ 'quality-gates.io/policy-parameters': text });
    const website = { ...entity, spec: { ...entity.spec, type: 'website' } };
    const picking = annotated({ 'quality-gates.io/policy-ref': 'payments' });
    const waits = (id: string) =>
      `    - { id: ${id}, type: wait-timer, phase: pre-deploy, with: { minutes: 1 } }`;
    const questions = [
      { entity },
      { entity: given('max_error_ratio: 0.01') },
      { entity: given('max_error_ratio: 0.02') },
      { entity: given('{}') },
      { entity: website },
      { entity: { ...picking, spec: website.spec } },
      { entity: picking },
      { entity, environment: 'staging' },
      { entity, repository: repository(waits('a')) },
      { entity, repository: repository(waits('b')) },
    ].map(question => ({ environment: 'production', ...question }));
    const alone = questions.map(question =>
      policies(PLATFORM, second).effective(question),
    );
    const kept = policies(PLATFORM, second);
    for (const order of [questions, [...questions].reverse(), questions]) {
      for (const question of order) {
        expect(kept.effective(question)).toEqual(
          alone[questions.indexOf(question)],
        );
      }
    }
    // Where the policies come from is in no digest, and `{}` gives nothing.
    const digests = alone.map(one => one?.digest);
    expect(new Set(digests).size).toBe(questions.length - 3);
    expect(alone[5]!.origins).not.toEqual(alone[6]!.origins);
  });

  it('refuses to start with what is no policy, naming the place', () => {
    expect(() =>
      createPolicies({
        policies: [{ policy: { kind: 'GatePolicy' }, lock: true }],
        kinds: createGateKindRegistry([]),
        sources: new Map(),
        environments: createEnvironments([]),
      }),
    ).toThrow(/qualityGates.policies\[0\]: apiVersion: /);
  });
});

describe('merging levels', () => {
  it('writes every setting out, and says where it comes from', () => {
    const merged = effective(
      '    - { id: own-report, type: reported, phase: pre-deploy, with: {} }',
    );
    expect(merged.findings).toEqual([]);
    expect(merged.spec.gates.map(({ id }) => id)).toEqual([
      'error-ratio',
      'soak',
      'own-report',
    ]);
    expect(merged.origins).toMatchObject({
      'gates.error-ratio': { level: 'app-config', policy: 'prod-standard' },
      'gates.error-ratio.timeout': { level: 'default' },
      'gates.own-report': { level: 'repository', policy: 'own' },
      'decision.validFor': { level: 'app-config' },
      decision: { level: 'default' },
    });
    expect(merged.origins).not.toHaveProperty(['gates.error-ratio.mode']);
    expect(gateSettings(merged.spec.gates[0])).toMatchObject({
      mode: 'advisory',
      onNoData: 'inconclusive',
      timeoutMs: 10_000,
      maxAgeMs: 86_400_000,
      sampling: { count: 3, failureLimit: 1, intervalMs: 60_000 },
    });
    expect(decisionSettings(merged.spec)).toMatchObject({
      combine: 'all',
      failureMode: 'manual',
      validForMs: 1_800_000,
      deadlineMs: 7_200_000,
    });
  });

  it.each([
    ['mode upward', 'mode: enforce, with: {}', 'mode', 'enforce'],
    ['onNoData towards fail', 'onNoData: fail, with: {}', 'onNoData', 'fail'],
    ['maxAge downward', 'maxAge: 1h, with: {}', 'maxAge', '1h'],
    ['count upward', 'sampling: { count: 5 }, with: {}', 'sampling.count', 5],
    ['minSamples upward', 'with: { minSamples: 200 }', 'with.minSamples', 200],
    [
      'a threshold that was not there',
      'with: { thresholds: { degraded: 0.01 } }',
      'with.thresholds.degraded',
      0.01,
    ],
  ])('a lower level may move %s', (_, words, path, value) => {
    const merged = effective(
      `    - { id: error-ratio, type: ratio, phase: pre-deploy, ${words} }`,
    );
    expect(merged.findings).toEqual([]);
    expect(merged.spec.gates[0]).toHaveProperty(path, value);
    expect(merged.origins[`gates.error-ratio.${path}`]).toMatchObject({
      level: 'repository',
    });
  });

  it.each([
    ['mode downward', 'mode: shadow, with: {}'],
    ['onNoData towards pass', 'onNoData: warn, with: {}'],
    ['maxAge upward', 'maxAge: 2d, with: {}'],
    ['count downward', 'sampling: { count: 1 }, with: {}'],
    ['what may fail upward', 'sampling: { failureLimit: 2 }, with: {}'],
    ['minSamples downward', 'with: { minSamples: 1 }'],
    ['the query', 'with: { query: vector(0) }'],
    ['the source', 'with: { source: mine }'],
    [
      'a threshold to where it cannot be compared',
      'with: { thresholds: { critical: "${service}" } }',
    ],
    ['a condition in', 'when: "false", with: {}'],
    ['an exemption in', 'exempt: [{ changeType: [any] }], with: {}'],
  ])(
    'a lower level may not move %s: the upper gate is used whole',
    (_, words) => {
      const gate = `    - { id: error-ratio, type: ratio, phase: pre-deploy, onError: fail, ${words} }`;
      const merged = effective(gate);
      expect(merged.findings).toMatchObject([
        { severity: 'error', rule: 'policy_conflict', policy: 'own' },
      ]);
      const alone = policies(PLATFORM).effective({
        entity,
        environment: 'production',
      });
      expect(merged.spec.gates).toEqual(alone?.spec.gates);
    },
  );

  it('asks the kind which way of its parameters is stricter', () => {
    const soak = (minutes: number) =>
      effective(
        `    - { id: soak, type: wait-timer, phase: pre-deploy, with: { minutes: ${minutes} } }`,
      );
    expect(soak(30).spec.gates[1].with).toEqual({ minutes: 30 });
    expect(soak(5).spec.gates[1].with).toEqual({ minutes: 15 });
    expect(soak(5).findings).toHaveLength(1);
  });

  it('lets the decision and overrides be tightened only', () => {
    const gate =
      '    - { id: own-report, type: reported, phase: pre-deploy, with: {} }';
    const tight = effective(
      gate,
      '  decision: { validFor: 10m, failureMode: closed }\n  overrides: { waiver: { maxTtl: 1h, fourEyes: true } }',
    );
    expect(tight.findings).toEqual([]);
    expect(tight.spec).toMatchObject({
      decision: { validFor: '10m', failureMode: 'closed' },
      overrides: {
        waiver: { maxTtl: '1h', requireReason: 20, fourEyes: true },
      },
    });
    const loose = effective(
      gate,
      '  decision: { validFor: 2h, failureMode: open, combine: any, onEmpty: allow }\n  overrides: { waiver: { maxTtl: 80h }, breakGlass: { maxTtl: 1h } }\n  parameters: { max_error_ratio: { type: number, default: 1 } }',
    );
    expect(loose.findings.map(({ path }) => path).sort()).toEqual([
      'spec.decision.combine',
      'spec.decision.failureMode',
      'spec.decision.onEmpty',
      'spec.decision.validFor',
      'spec.overrides.breakGlass',
      'spec.overrides.waiver.maxTtl',
      'spec.parameters.max_error_ratio',
    ]);
    expect(decisionSettings(loose.spec)).toMatchObject({
      combine: 'all',
      failureMode: 'manual',
      onEmpty: 'deny',
    });
  });

  it('gives another digest for another policy, whatever the order of keys', () => {
    expect(digestOf({ a: 1, b: { c: 2, d: 3 } })).toBe(
      digestOf({ b: { d: 3, c: 2 }, a: 1 }),
    );
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: 2 }));
    expect(digestOf([])).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('parameters', () => {
  const { parameters = {} } = read(PLATFORM).spec;
  const values = (given?: Record<string, unknown>) =>
    readValues(parameters, { entity, request: { version: '1.5.0' }, given });

  it('fills texts, and replaces whole placeholders of numbers by numbers', () => {
    const fill = createFill(values());
    expect(
      fill('${service} ${request.version} ${window}', undefined, {
        window: '5m',
      }),
    ).toBe('checkout 1.5.0 5m');
    expect(() => fill('${request.commit}')).toThrow(/has no value here/);
    expect(() => fill('${request.token}')).toThrow(/Nothing fills/);
    expect(
      resolveTyped(
        { critical: '${max_error_ratio}', text: '${service}' },
        values(),
      ),
    ).toEqual({ critical: 0.05, text: '${service}' });
  });

  it.each([
    [
      { max_error_ratio: 0.3 },
      /max_error_ratio of the policy must be at most 0.2/,
    ],
    [{ max_error_ratio: 'NaN' }, /must be a number/],
    [{ max_error_ratio: [1] }, /must be a number/],
    [{ service: 'a\nb' }, /without control characters/],
    [{ service: { a: 1 } }, /without control characters/],
  ])('refuses %j', (given, message) => {
    expect(() => values(given)).toThrow(message);
  });

  it('refuses a version that could be more than one', () => {
    const version = {
      type: 'version',
      from: 'request.version',
      required: true,
    } as const;
    const ask = (request: { version?: string }) =>
      readValues({ version }, { entity, request });
    expect(ask({ version: '1.5.0+b.1' })('version')?.value).toBe('1.5.0+b.1');
    expect(() => ask({ version: '1.4.2"} or vector(0)' })).toThrow(/1-128/);
    expect(() => ask({})).toThrow(/has no value here/);
  });
});

describe('lint', () => {
  const lint = (text: string) =>
    policies()
      .lint(read(text))
      .map(({ rule, path }) => `${rule} ${path}`);

  it('finds nothing wrong with a sound policy', () => {
    expect(lint(PLATFORM)).toEqual([]);
  });

  it.each([
    ['mode: advisory', 'mode: shadow', []],
    ['minSamples: 100', '', ['no-min-samples spec.gates[0].with.minSamples']],
    ['type: ratio', 'type: ration', ['unknown-type spec.gates[0].type']],
    [
      'source: prometheus-prod',
      'source: prom',
      ['unknown-source spec.gates[0].with.source'],
    ],
    [
      '{service="${service}"}',
      '{service="${name}"}',
      [
        'unused-parameter spec.parameters.service',
        'unknown-parameter spec.gates[0].with',
      ],
    ],
    [
      'minutes: 15',
      'minutes: 0',
      ['wrong-parameter spec.gates[1].with.minutes'],
    ],
    ['id: soak', 'id: error-ratio', ['duplicate-gate spec.gates[1].id']],
    ['mode: advisory', 'when: "a b"', ['wrong-condition spec.gates[0].when']],
    [
      'mode: advisory',
      'onNoData: pass',
      ['no-data-passes spec.gates[0].onNoData'],
    ],
    [
      'failureMode: manual',
      'failureMode: open',
      ['fails-open spec.decision.failureMode'],
    ],
    [
      'failureMode: manual',
      'onEmpty: allow',
      ['empty-allows spec.decision.onEmpty'],
    ],
    [
      'failureMode: manual',
      'combine: { atLeast: 3 }',
      ['unreachable spec.decision.combine'],
    ],
    [
      'default: 0.05',
      'default: 0.5',
      ['wrong-default spec.parameters.max_error_ratio.default'],
    ],
    [
      'default: 0.05',
      'from: request.nonsense',
      ['unknown-place spec.parameters.max_error_ratio.from'],
    ],
  ])('%s made %s: %j', (from, to, rules) => {
    expect(lint(PLATFORM.replace(from, to))).toEqual(rules);
  });

  it('says that a policy asserts nothing when no gate is enforced', () => {
    const defaults = (mode: string) =>
      PLATFORM.replace('decision:', `defaults: { mode: ${mode} }\n  decision:`);
    expect(lint(defaults('shadow').replace('mode: advisory', ''))).toEqual([
      'only-shadow spec.gates',
    ]);
    expect(lint(defaults('advisory'))).toEqual(['nothing-enforced spec.gates']);
  });
});

describe('hostile documents', () => {
  it.each([
    [
      'aliases that multiply',
      `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
      /repeats too much/,
    ],
    ['more than fits', `a: "${'x'.repeat(300_000)}"`, /more than/],
    ['broken YAML', 'a: [1', /^Line 1 is no YAML/],
  ])('refuses %s', (_, text, message) => {
    expect(parsePolicyText(text).findings).toMatchObject([
      {
        severity: 'error',
        rule: 'not-yaml',
        message: expect.stringMatching(message),
      },
    ]);
  });

  it.each([
    ['a key nobody knows', 'gates:', 'hooks: []\n  gates:'],
    ['no gates', /gates:[^]*/, 'gates: []'],
    [
      'a script as a runbook',
      'mode: advisory',
      'runbook: "javascript:alert(1)"',
    ],
  ])('refuses %s', (_, from, to) => {
    const { policy, findings } = parsePolicyText(PLATFORM.replace(from, to));
    expect(policy).toBeUndefined();
    expect(findings).toMatchObject([
      { severity: 'error', rule: 'wrong-policy' },
    ]);
  });
});

describe('the JSON schema of policies', () => {
  const file = join(__dirname, '../../../gate-policy.schema.json');
  const schema = createPolicySchema(builtinGateKinds);

  it('is the committed one; UPDATE_POLICY_SCHEMA=1 writes it anew', () => {
    if (process.env.UPDATE_POLICY_SCHEMA) {
      writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
  });

  it('takes what the engine takes, placeholders of numbers included', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      createPolicySchema([...builtinGateKinds, ratio]),
    );
    expect(validate(read(PLATFORM))).toBe(true);
    const wrong = read(PLATFORM);
    wrong.spec.gates[1].with = { minutes: 0 };
    expect(validate(wrong)).toBe(false);
  });
});
