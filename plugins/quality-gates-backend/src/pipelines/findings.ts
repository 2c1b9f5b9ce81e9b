import type { PipelineReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { ScanReportData } from '@quality-gates/backstage-plugin-quality-gates-node';
import { DateTime } from 'luxon';
import { toInstant } from '../instant';
import type { Window } from './types';

/** A scan report and when its tool says it was made. */
export interface Scan {
  readonly at: number;
  readonly data: ScanReportData;
}

/**
 * Findings at the end of each week (from Monday) that had a complete scan: the newest report of each tool and artifact
 * of that week, added up. A scanner that broke off counts for nothing, and a week without scans is left out: neither
 * is a week without findings.
 */
export function findings(
  scans: readonly Scan[],
  timezone: Window['timezone'],
): PipelineReport['findings'] {
  const weeks = new Map<number, Map<string, Scan>>();
  const inOrder = scans
    .filter(({ data }) => data.complete)
    .sort((a, b) => a.at - b.at || (a.data.id < b.data.id ? -1 : 1));
  for (const scan of inOrder) {
    const week = DateTime.fromMillis(scan.at, { zone: timezone })
      .startOf('week')
      .toMillis();
    const newest = weeks.get(week) ?? new Map<string, Scan>();
    const { tool, artifact = '' } = scan.data;
    weeks.set(week, newest.set(JSON.stringify([tool, artifact]), scan));
  }
  return [...weeks]
    .sort(([a], [b]) => a - b)
    .map(([week, newest]) => {
      const counts = [...newest.values()].map(({ data }) => data.counts);
      const sum = (severity: 'critical' | 'high' | 'medium' | 'low') =>
        counts.reduce((total, each) => total + each[severity], 0);
      return {
        weekFrom: toInstant(week),
        critical: sum('critical'),
        high: sum('high'),
        medium: sum('medium'),
        low: sum('low'),
      };
    });
}
