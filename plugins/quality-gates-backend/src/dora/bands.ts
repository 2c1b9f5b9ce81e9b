import type {
  Band,
  DoraReport,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { DoraBands } from './types';

const HOUR = 3600;
const DAY = 24 * HOUR;
const NAMES: readonly Band[] = ['elite', 'high', 'medium', 'low'];

const atLeast = (limit: number) => (value: number) => value >= limit;
const atMost = (limit: number) => (value: number) => value <= limit;
const below = (limit: number) => (value: number) => value < limit;

type Numbers = Pick<
  DoraReport,
  'deploymentFrequency' | 'changeLeadTime' | 'changeFailRate' | 'recoveryTime'
>;

/**
 * The bands of the 2023 report, labelled with its year; null when no year is asked for. Other years have the year and
 * no band: the 2024 clusters are not ordered in stability and the 2025 report has none. There is no band for a missing
 * number, nor for the frequency of a component that was never deployed in the window: quiet is not slow.
 *
 * Bounds: frequency a week >= 7, >= 1, >= 0.23 (once a month); lead time below 1, 7, 30 days; fail rate at most 5, 10,
 * 15 %; recovery below 1 hour, 1, 7 days. Below n = 5 a band is given and the page greys it.
 *
 * @example 0.2333 a week, a lead time of 3 days // deploymentFrequency: 'medium', changeLeadTime: 'high'
 */
export function bands(numbers: Numbers, year: number | null): DoraBands {
  if (year === null) return null;
  const known = year === 2023;
  const { deploymentFrequency, changeLeadTime, changeFailRate, recoveryTime } =
    numbers;
  const perWeek = deploymentFrequency.count
    ? deploymentFrequency.perWeek
    : null;
  const band = (
    value: number | null,
    isIn: readonly ((v: number) => boolean)[],
  ) => (known && value !== null ? bandOf(value, isIn) : null);
  return {
    year,
    deploymentFrequency: band(perWeek, [7, 1, 0.23].map(atLeast)),
    changeLeadTime: band(
      changeLeadTime.medianSeconds,
      [DAY, 7 * DAY, 30 * DAY].map(below),
    ),
    changeFailRate: band(changeFailRate.ratio, [0.05, 0.1, 0.15].map(atMost)),
    recoveryTime: band(
      recoveryTime.medianSeconds,
      [HOUR, DAY, 7 * DAY].map(below),
    ),
  };
}

function bandOf(
  value: number,
  isIn: readonly ((value: number) => boolean)[],
): Band {
  const index = isIn.findIndex(matches => matches(value));
  return index < 0 ? 'low' : NAMES[index];
}
