import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DateTime } from 'luxon';

/**
 * Deployments a calendar day and a week of the window, weekends included (D3). Nothing deployed is 0; nobody ever
 * reporting a deployment is null with reason `no-source` (D9).
 *
 * Source: dora.dev, guides/dora-metrics, "deployment frequency".
 *
 * @example 3 deployments in August of Asia/Kolkata // { count: 3, perDay: 0.0968, perWeek: 0.6774, reason: null }
 */
export function deploymentFrequency(options: {
  readonly count: number;
  readonly mapped: boolean;
  readonly from: number;
  readonly to: number;
  readonly timezone: string;
}): DoraReport['deploymentFrequency'] {
  if (!options.mapped) {
    return { count: null, perDay: null, perWeek: null, reason: 'no-source' };
  }
  const perDay = options.count / daysBetween(options);
  return { count: options.count, perDay, perWeek: perDay * 7, reason: null };
}

/** Calendar days of a zone between two instants: a day on which the clock changes is one, parts of days stay parts. */
export function daysBetween(window: {
  readonly from: number;
  readonly to: number;
  readonly timezone: string;
}): number {
  const zone = { zone: window.timezone };
  const from = DateTime.fromMillis(window.from, zone);
  return DateTime.fromMillis(window.to, zone).diff(from, 'days').days;
}
