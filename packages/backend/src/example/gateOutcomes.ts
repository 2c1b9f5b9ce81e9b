import type { IngestGateOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { DateTime } from 'luxon';
import { inventory } from './components';
import { noOpenIncident } from './gates';
import { between, noise } from './noise';
import type { ExampleDeployment, ExampleGate } from './types';

/** Closer to the limit than this share of the usual range is a warning. */
const WARN_SHARE = 0.05;

/** What each gate said about a deployment: before it, and once it had run for a while. */
export function gateOutcomesOf(
  deployment: ExampleDeployment,
): IngestGateOutcome[] {
  const { component, startedAt, finishedAt, succeeded } = deployment;
  return component.gates
    .filter(gate => gate.phase === 'pre-deploy' || succeeded)
    .map((gate, index) => {
      const before = startedAt.minus({ minutes: 1, seconds: 3 * index });
      const after = finishedAt.plus({ minutes: 12, seconds: 3 * index });
      const at = gate.phase === 'pre-deploy' ? before : after;
      return outcomeOf(deployment, gate, at);
    });
}

function outcomeOf(
  deployment: ExampleDeployment,
  gate: ExampleGate,
  at: DateTime,
): IngestGateOutcome {
  const { component, environment, version, commit, id } = deployment;
  return {
    id: `${id}-${gate.gate}`,
    entityRef: `component:default/${component.name}`,
    environment,
    version,
    commit,
    deploymentId: String(id),
    ...(deployment.runUrl && { runUrl: deployment.runUrl }),
    gate: gate.gate,
    phase: gate.phase,
    at: at.toISO()!,
    ...judge(deployment, gate),
  };
}

function judge(deployment: ExampleDeployment, gate: ExampleGate) {
  const { limit, unit } = gate;
  const key = [gate.gate, deployment.id] as const;
  if (noise('silent', ...key) < (gate.silentRatio ?? 0)) {
    return noise('why', ...key) < 0.6
      ? { outcome: 'skipped' as const, summary: 'Nothing it looks at changed' }
      : { outcome: 'error' as const, summary: 'The source did not answer' };
  }
  const value = valueOf(deployment, gate);
  const room = gate.direction === 'at-most' ? limit - value : value - limit;
  const near = room > 0 && room < WARN_SHARE * (gate.high - gate.low);
  const passing = near ? 'warn' : 'pass';
  const words = gate.direction === 'at-most' ? 'at most' : 'at least';
  return {
    outcome: room < 0 ? ('fail' as const) : (passing as 'warn' | 'pass'),
    value,
    limit,
    unit,
    summary: `${value} ${unit}, ${words} ${limit} allowed`,
  };
}

function valueOf(deployment: ExampleDeployment, gate: ExampleGate): number {
  const { component, environment, bad, id } = deployment;
  if (gate === noOpenIncident) {
    return Number(component === inventory && environment === 'production');
  }
  if (bad && gate.phase === 'post-deploy') {
    const worse = gate.direction === 'at-most' ? 1.6 : 0.2;
    return round(gate.limit * worse, gate.digits);
  }
  return round(between(gate.low, gate.high, gate.gate, id), gate.digits);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
