import type { PolicyFinding } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  placeholdersIn,
  type GateKind,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  checkValue,
  isKnownPlace,
  resolveTyped,
  sampleValues,
  type Values,
} from './parameters';
import { findingsOf } from './parsePolicy';
import type { GatePolicy, PolicyGate, PolicySpec } from './policySchema';
import { decisionSettings } from './settings';
import { parseWhen } from './when';

/** What a policy is looked at against. */
export interface LintOptions {
  readonly kind: (type: string) => GateKind | undefined;
  /** Types known, for the message. */
  readonly kinds: readonly string[];
  /** Id → type of `qualityGates.sources`. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * What is wrong or dangerous in a policy of the right shape: in itself, and, through the kinds, in the parameters of
 * its gates. An error keeps a gate from ever deciding; a warning is a way to a wrong green.
 */
export function lintPolicy(
  { spec, metadata }: GatePolicy,
  options: LintOptions,
): PolicyFinding[] {
  const findings = [
    ...lintSpec(spec),
    ...lintParameters(spec),
    ...spec.gates.flatMap((gate, index) =>
      lintGate(gate, `spec.gates[${index}]`, spec, options),
    ),
  ];
  return findings.map(one => ({ ...one, policy: metadata.name }));
}

const error = (path: string, rule: string, message: string): PolicyFinding => ({
  severity: 'error',
  path,
  rule,
  message,
});
const warning = (
  path: string,
  rule: string,
  message: string,
): PolicyFinding => ({ severity: 'warning', path, rule, message });

function lintSpec(spec: PolicySpec): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  const { combine, failureMode, onEmpty } = decisionSettings(spec);
  const modes = spec.gates.map(
    ({ mode }) => mode ?? spec.defaults?.mode ?? 'enforce',
  );
  const ids = spec.gates.map(({ id }) => id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) === index) return;
    const words = `There is another gate ${id}; outcomes are kept by this id`;
    findings.push(error(`spec.gates[${index}].id`, 'duplicate-gate', words));
  });
  if (!modes.includes('enforce')) {
    const shadow = modes.every(mode => mode === 'shadow');
    const [rule, words] = shadow
      ? ['only-shadow', 'Every gate is in shadow mode']
      : ['nothing-enforced', 'No gate is enforced'];
    findings.push(warning('spec.gates', rule, `${words}: nothing is asserted`));
  }
  if (typeof combine === 'object' && 'atLeast' in combine) {
    if (combine.atLeast > spec.gates.length) {
      const words = `${combine.atLeast} gates can never pass: there are ${spec.gates.length}`;
      findings.push(error('spec.decision.combine', 'unreachable', words));
    }
  }
  if (failureMode === 'open') {
    const words = 'What could not be asked or decided is let through';
    findings.push(warning('spec.decision.failureMode', 'fails-open', words));
  }
  if (onEmpty === 'allow') {
    const words = 'Where no gate applies, everything is let through';
    findings.push(warning('spec.decision.onEmpty', 'empty-allows', words));
  }
  return findings;
}

function lintParameters(spec: PolicySpec): PolicyFinding[] {
  const used = JSON.stringify(spec.gates) + JSON.stringify(spec.actions ?? {});
  return Object.entries(spec.parameters ?? {}).flatMap(([name, parameter]) => {
    const path = `spec.parameters.${name}`;
    const found: PolicyFinding[] = [];
    if (!placeholdersIn(used).includes(name)) {
      found.push(warning(path, 'unused-parameter', `Nothing uses \${${name}}`));
    }
    if (parameter.from && !isKnownPlace(parameter.from)) {
      const words = `"${parameter.from}" is no path below request or the entity`;
      found.push(error(`${path}.from`, 'unknown-place', words));
    }
    const written = parameter.default;
    if (written !== undefined && !String(written).includes('${')) {
      const message = messageOf(() => checkValue(name, parameter, written));
      if (message)
        found.push(error(`${path}.default`, 'wrong-default', message));
    }
    return found;
  });
}

function lintGate(
  gate: PolicyGate,
  path: string,
  spec: PolicySpec,
  options: LintOptions,
): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  if (gate.when !== undefined) {
    const message = messageOf(() => parseWhen(gate.when!));
    if (message)
      findings.push(error(`${path}.when`, 'wrong-condition', message));
  }
  if ((gate.onNoData ?? spec.defaults?.onNoData) === 'pass') {
    const words = 'Nothing seen counts as a pass';
    findings.push(warning(`${path}.onNoData`, 'no-data-passes', words));
  }
  const kind = options.kind(gate.type);
  if (!kind) {
    const words = `No kind of gate is called ${
      gate.type
    }; known are ${options.kinds.join(', ')}`;
    return [...findings, error(`${path}.type`, 'unknown-type', words)];
  }
  const values = sampleValues(spec.parameters ?? {});
  findings.push(...lintPlaceholders(gate, path, kind, values));
  const resolved = resolveTyped(gate.with, values);
  const parsed = kind.params.safeParse(resolved);
  if (!parsed.success) {
    const issues = parsed.error.issues;
    return [
      ...findings,
      ...findingsOf(issues, `${path}.with`, 'wrong-parameter'),
    ];
  }
  for (const { path: at, id, type } of kind.sources(resolved)) {
    const found = options.sources.get(id);
    if (found === type) continue;
    const words = found
      ? `The source "${id}" is of type ${found}, and ${type} is needed`
      : `There is no source "${id}" in qualityGates.sources`;
    findings.push(error(`${path}.with.${at}`, 'unknown-source', words));
  }
  for (const one of kind.lint(resolved)) {
    const at = [`${path}.with`, one.path].filter(Boolean).join('.');
    findings.push({ ...one, path: at });
  }
  return findings;
}

function lintPlaceholders(
  gate: PolicyGate,
  path: string,
  kind: GateKind,
  values: Values,
): PolicyFinding[] {
  return placeholdersIn(JSON.stringify(gate.with))
    .filter(name => !kind.placeholders.includes(name) && !values(name))
    .map(name =>
      error(
        `${path}.with`,
        'unknown-parameter',
        `Nothing fills the placeholder \${${name}}: declare it in spec.parameters, or use request.… or entity.…`,
      ),
    );
}

function messageOf(look: () => unknown): string | undefined {
  try {
    look();
    return undefined;
  } catch (failure) {
    return (failure as Error).message;
  }
}
