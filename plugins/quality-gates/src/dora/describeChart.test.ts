import { createReport } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import { describeChart } from './describeChart';

function createSeries(leadTimes: readonly (number | null)[]) {
  const [bucket] = createReport().series;
  return createReport({
    series: leadTimes.map(leadTimeMedianSeconds => ({
      ...bucket,
      leadTimeMedianSeconds,
    })),
  });
}

it.each([
  [[30, 90], 's', [30, 90]],
  [[120, 600], 'min', [2, 10]],
  [[3600, 7200], 'h', [1, 2]],
  [[86_400, 172_800], 'd', [1, 2]],
  [[null, 7200], 'h', [null, 2]],
  [[null], 's', [null]],
] as const)('draws lead times of %j in %s', (seconds, unit, values) => {
  const chart = describeChart('changeLeadTime', createSeries(seconds), t);
  expect(chart.unit).toBe(unit);
  expect(chart.points.map(({ value }) => value)).toEqual(values);
});

it('says "No data" for a gap, in the table that stands for the chart', () => {
  const chart = describeChart('changeLeadTime', createSeries([null, 7200]), t);
  expect(chart.points.map(({ text }) => text)).toEqual(['No data', '2 h']);
});

it.each([
  ['deploymentFrequency', 'bars', '', ['2', '0']],
  ['changeFailRate', 'line', '%', ['50 %', '50 %']],
] as const)('draws %s as %s', (metric, form, unit, texts) => {
  const chart = describeChart(metric, createReport(), t);
  expect(chart).toMatchObject({ form, unit });
  expect(chart.points.map(({ text }) => text)).toEqual(texts);
});
