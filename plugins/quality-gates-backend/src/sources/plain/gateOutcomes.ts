import type { IngestGateOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hashOf, millisOf, toldOnce, type Sent } from './Sent';

/** One gate report: a verdict reached elsewhere. */
export function gateReportFacts(
  sent: Sent<IngestGateOutcome>,
): FactOf<'gate-report'>[] {
  const { value } = sent;
  const at = millisOf(value.at);
  const id = value.id ?? identityOf(value);
  return [
    {
      type: 'gate-report',
      ...toldOnce(sent, { id, at }),
      data: {
        id,
        gate: value.gate,
        environment: value.environment,
        version: value.version,
        commit: value.commit,
        deploymentId: value.deploymentId,
        runUrl: value.runUrl,
        phase: value.phase,
        outcome: value.outcome,
        value: value.value,
        limit: value.limit,
        unit: value.unit,
        summary: value.summary,
        evidenceUrl: value.evidenceUrl,
      },
    },
  ];
}

/** An id for an outcome sent without one: which gate said something, about what and when. */
function identityOf(value: IngestGateOutcome): string {
  return hashOf([
    value.entityRef.toLocaleLowerCase('en-US'),
    value.gate,
    value.environment.toLocaleLowerCase('en-US'),
    value.version,
    value.commit,
    millisOf(value.at),
  ]);
}
