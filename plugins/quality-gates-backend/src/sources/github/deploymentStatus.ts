import {
  normaliseResult,
  type Phase,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { describeDeployment } from './deployment';
import type { deploymentStatusPayload } from './payloads';

const PHASES: ReadonlyMap<string, Phase> = new Map([
  ['queued', 'pending'],
  ['pending', 'pending'],
  ['waiting', 'pending'],
  ['in_progress', 'executing'],
  ['success', 'terminal'],
  ['failure', 'terminal'],
  ['error', 'terminal'],
]);

/**
 * How a deployment goes on. `inactive` is nothing: GitHub sets it when a newer deployment takes the place, which says
 * nothing about how this one ended. Whether a failed one reached its environment is not known, so it is not said.
 */
export function deploymentStatusFacts(
  payload: z.output<typeof deploymentStatusPayload>,
): FactOf<'deployment'>[] {
  const { deployment_status: status } = payload;
  const phase = PHASES.get(status.state);
  if (!phase) return [];
  const common = describeDeployment(payload);
  const over = phase === 'terminal';
  return [
    {
      ...common,
      at: status.updated_at,
      phase,
      data: {
        ...common.data,
        status: status.state,
        result: over ? normaliseResult(status.state) : undefined,
        finishedAt: over ? status.created_at : undefined,
        runUrl: common.data.runUrl ?? status.log_url ?? status.target_url,
      },
    },
  ];
}
