import { createReport } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import { describeBasis } from './describeBasis';
import { METRICS, type MetricId } from './metrics';

const report = createReport({
  dataQuality: [
    { code: 'negative-lead-time', count: 2 },
    { code: 'something-new', count: 1 },
    { code: 'deployment-without-commits', count: 0 },
  ],
});

function readText(metric: MetricId, term: string): string {
  return describeBasis(metric, report, t).find(line => line.term === term)!
    .text;
}

it.each(METRICS)(
  'tells for %s definition, window, samples, coverage and benchmark',
  metric => {
    const terms = describeBasis(metric, report, t).map(({ term }) => term);
    expect(terms).toEqual([
      'Definition',
      'Window',
      'Samples',
      'Coverage',
      'Benchmark',
    ]);
  },
);

it.each([
  ['deploymentFrequency', '2 failed, 1 cancelled, 0 pending'],
  ['changeLeadTime', '25 of 26 deployments'],
  ['changeFailRate', '2 of 3 incidents'],
  ['recoveryTime', '2 of 3 incidents'],
  ['reworkRate', '2 failed, 1 cancelled, 0 pending'],
] as const)('covers %s by %p', (metric, text) => {
  expect(readText(metric, 'Coverage')).toContain(text);
});

it('says in words what was left out, and names a finding it does not know', () => {
  const text = readText('changeLeadTime', 'Coverage');
  expect(text).toContain('2 commits are younger than their deployment');
  expect(text).toContain('something-new: 1.');
  expect(text).not.toContain('without known commits');
});

it('gives the interval also where a card only warns of few samples', () => {
  const few = createReport({
    changeFailRate: {
      ratio: 0.5,
      failed: 1,
      deployments: 2,
      interval: { low: 0.09, high: 0.91 },
      reason: null,
    },
  });
  const samples = describeBasis('changeFailRate', few, t).find(
    ({ term }) => term === 'Samples',
  )!;
  expect(samples.text).toBe('n = 2 · 95 % interval 9 to 91 %');
});
