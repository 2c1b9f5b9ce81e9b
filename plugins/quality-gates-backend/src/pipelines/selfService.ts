import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import { recoveries } from './recoveries';
import type { PipelineRun } from './types';

/** What an actor is to the entity: `other` is somebody the catalog knows who is neither. */
export type ActorRole = 'owner' | 'platform' | 'other';

/**
 * Failures ended by the owning group itself: the next run that passed was started by one of its members who is not of
 * the platform teams. Those whose actor is not known are counted apart.
 *
 * @param roleOf - Undefined for an actor that the catalog does not know.
 */
export function selfService(
  runs: readonly PipelineRun[],
  roleOf: (actor: string) => ActorRole | undefined,
): PipelineStats['selfService'] & { ratio: number | null } {
  let own = 0;
  let of = 0;
  let unknownActors = 0;
  for (const { green } of recoveries(runs)) {
    const role = green.actor === undefined ? undefined : roleOf(green.actor);
    if (role === undefined) unknownActors += 1;
    else of += 1;
    if (role === 'owner') own += 1;
  }
  return { own, of, unknownActors, ratio: of > 0 ? own / of : null };
}
