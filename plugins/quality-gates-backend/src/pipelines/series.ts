import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DateTime } from 'luxon';
import { toInstant } from '../instant';
import { percentile } from './percentile';
import { durationSeconds, known, queueSeconds } from './runTimes';
import { hasFailed, type PipelineRun, type Window } from './types';

/** From as many days on a point of the series is a week. */
const WEEKS_FROM_DAYS = 60;

/** The window by calendar days of its zone, by weeks from 60 days on, oldest first; a run counts where it ended. */
export function series(
  runs: readonly PipelineRun[],
  window: Window,
): PipelineStats['series'] {
  return parts(window).map(({ from, to }) => {
    const own = runs.filter(
      ({ finishedAt = NaN }) => finishedAt >= from && finishedAt < to,
    );
    const durations = known(own.map(durationSeconds));
    return {
      from: toInstant(from),
      to: toInstant(to),
      n: own.length,
      failed: own.filter(({ result }) => hasFailed(result)).length,
      p50Seconds: percentile(durations, 0.5),
      p95Seconds: percentile(durations, 0.95),
      queueMedianSeconds: percentile(known(own.map(queueSeconds)), 0.5),
    };
  });
}

function parts({ from, to, timezone }: Window) {
  const start = DateTime.fromMillis(from, { zone: timezone });
  const end = DateTime.fromMillis(to, { zone: timezone });
  const days = end.diff(start, 'days').days;
  const unit = days >= WEEKS_FROM_DAYS ? 'week' : 'day';
  const found: { from: number; to: number }[] = [];
  for (let at = start; at < end; ) {
    const next = at.startOf(unit).plus({ [unit]: 1 });
    found.push({
      from: at.toMillis(),
      to: Math.min(next.toMillis(), to),
    });
    at = next;
  }
  return found;
}
