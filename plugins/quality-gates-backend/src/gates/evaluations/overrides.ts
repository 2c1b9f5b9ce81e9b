/** What a policy lets people override, and for how long. */
import { InputError, NotAllowedError } from '@backstage/errors';
import type { Override } from '@quality-gates/backstage-plugin-quality-gates-common';
import { gateDurationMs } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { EvaluationRow } from '../../store/types';
import { thawPolicy } from './frozenPolicy';

/** A section of a policy's `overrides`. */
export interface OverrideRules {
  readonly maxTtl: string;
  readonly requireReason?: number;
  readonly requireTicket?: boolean;
  readonly fourEyes?: boolean;
  readonly notify?: readonly string[];
  readonly reviewWithin?: string;
}

/** What the policy says of an override. Throws NotAllowedError when it grants none. */
export function rulesOf(
  row: EvaluationRow,
  what: 'waiver' | 'breakGlass',
): OverrideRules {
  const { name, spec } = row.policy ?? {};
  const rules = row.policy && thawPolicy(row.policy).spec.overrides?.[what];
  if (rules && spec) return rules;
  throw new NotAllowedError(
    `The policy ${name ?? '(there is none)'} grants no overrides.${what}`,
  );
}

/** How long it holds, milliseconds. Throws InputError when the policy wants more, or allows less. */
export function checkOverride(body: Override, rules: OverrideRules): number {
  const { requireReason = 1, requireTicket = false } = rules;
  if (body.reason.length < requireReason) {
    throw new InputError(
      `Wrong body: reason: must have at least ${requireReason} characters`,
    );
  }
  if (requireTicket && !body.ticket) {
    throw new InputError('Wrong body: ticket: is required by the policy');
  }
  const most = gateDurationMs(rules.maxTtl);
  const wanted =
    typeof body.ttl === 'string'
      ? gateDurationMs(body.ttl)
      : (body.ttl ?? 0) * 1000;
  if (wanted > most) {
    throw new InputError(`Wrong body: ttl: must be at most ${rules.maxTtl}`);
  }
  return wanted || most;
}
