import type { IngestCheckResult } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hashOf, millisOf, toldOnce, type Sent } from './Sent';

/**
 * One check report: a readiness answer from outside. Each answer is a fact of its own: joined with an earlier one, a
 * pass without a reason would keep the reason of the fail before it.
 */
export function checkReportFacts(
  sent: Sent<IngestCheckResult>,
): FactOf<'check-report'>[] {
  const { value } = sent;
  const { entityRef, check, result, reason, url } = value;
  const at = millisOf(value.at);
  const id = hashOf([entityRef.toLocaleLowerCase('en-US'), check, at]);
  return [
    {
      type: 'check-report',
      ...toldOnce(sent, { id, at }),
      data: { id, check, result, reason, url },
    },
  ];
}
