import { readMetricSeries } from './metricSeries';

function day(index: number, deployments: number, failed = 0, rework = 0) {
  const at = Date.UTC(2026, 10, 1 + index);
  return {
    from: new Date(at).toISOString(),
    to: new Date(at + 864e5).toISOString(),
    deployments,
    failed,
    rework,
    leadTimeMedianSeconds: deployments ? 3600 : null,
    recoveryMedianSeconds: null,
  };
}

const series = [
  day(0, 2, 1),
  day(1, 0),
  day(2, 2),
  ...Array.from({ length: 6 }, (_, i) => day(3 + i, 0)),
];

it('counts deployments a day and keeps days without lead time as gaps', () => {
  expect(
    readMetricSeries('deploymentFrequency', series).map(p => p.value),
  ).toEqual([2, 0, 2, 0, 0, 0, 0, 0, 0]);
  expect(
    readMetricSeries('changeLeadTime', series)
      .map(p => p.value)
      .slice(0, 3),
  ).toEqual([3600, null, 3600]);
});

it('shows a daily fail rate over the seven days up to each day', () => {
  expect(readMetricSeries('changeFailRate', series).map(p => p.value)).toEqual([
    0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.25, 0, 0,
  ]);
});

it('has no rate where nothing was deployed', () => {
  expect(readMetricSeries('reworkRate', [day(0, 0)])[0]).toMatchObject({
    value: null,
    n: 0,
  });
});

it('lets a week stand for itself', () => {
  const week = (index: number, deployments: number, failed: number) => ({
    ...day(index * 7, deployments, failed),
    to: new Date(Date.UTC(2026, 10, 8 + index * 7)).toISOString(),
  });
  expect(
    readMetricSeries('changeFailRate', [week(0, 2, 2), week(1, 4, 1)]).map(
      p => p.value,
    ),
  ).toEqual([1, 0.25]);
});
