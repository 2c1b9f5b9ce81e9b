import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration, formatElapsed } from '../show/formatDuration';
import type { Translate } from '../translation';

/** How long a run took, or how long it has been running at `now`. */
export function describeDuration(run: Run, now: number, t: Translate): string {
  if (run.durationSeconds !== null) return formatDuration(run.durationSeconds);
  if (run.phase === 'executing' && run.startedAt) {
    const elapsed = (now - Date.parse(run.startedAt)) / 1000;
    return t('runs.sofar', { elapsed: formatElapsed(elapsed) });
  }
  return run.phase === 'pending' ? t('runs.notStarted') : t('unknown');
}

/** How long a run waited for a runner, or how long it has been waiting at `now`. */
export function describeQueue(run: Run, now: number, t: Translate): string {
  if (run.queueSeconds !== null) return formatDuration(run.queueSeconds);
  if (run.phase === 'pending' && run.queuedAt) {
    const elapsed = (now - Date.parse(run.queuedAt)) / 1000;
    return t('runs.sofar', { elapsed: formatElapsed(elapsed) });
  }
  return t('unknown');
}
