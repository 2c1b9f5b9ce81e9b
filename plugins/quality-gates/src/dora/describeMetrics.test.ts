import { createReport } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import { describeMetrics } from './describeMetrics';

const report = createReport();

function describeOne(
  metric: string,
  partial: Parameters<typeof createReport>[0],
) {
  return describeMetrics(createReport(partial), t).find(
    text => text.metric === metric,
  )!;
}

describe('describeMetrics', () => {
  it.each([
    [
      'deploymentFrequency',
      '6.1',
      '/ week',
      '+13 %, better · 3 failed, marked',
      '0.9 / day',
      26,
      'High, 2023',
    ],
    [
      'changeLeadTime',
      '5.2',
      'h median',
      '−21 %, better · p90 1.8 d',
      '',
      118,
      'Elite, 2023',
    ],
    [
      'changeFailRate',
      '11.5',
      '%',
      '+7.2 points, worse · 3 of 26',
      '95 % interval 4 to 28.9 %',
      26,
      'Medium, 2023',
    ],
    [
      'recoveryTime',
      '57',
      'min median',
      'Nothing to compare with · 1 failure still open, not averaged',
      '2 samples: read with care.',
      2,
      'No band below n = 5',
    ],
    [
      'reworkRate',
      '7.7',
      '%',
      '+3.3 points, worse · 2 of 26',
      '95 % interval 2 to 24.1 %',
      26,
      'No band in 2023',
    ],
  ])('tells %s as %s %s', (metric, value, unit, note, certainty, n, band) => {
    expect(describeOne(metric, {})).toMatchObject({
      quantity: { value, unit },
      note,
      certainty,
      n,
      band: { text: band },
      word: null,
    });
  });

  it('greys a number below five samples', () => {
    const faint = describeMetrics(report, t).filter(text => text.faint);
    expect(faint.map(text => text.metric)).toEqual(['recoveryTime']);
  });

  it('tells less than one deployment a week by 30 days', () => {
    const text = describeOne('deploymentFrequency', {
      deploymentFrequency: {
        count: 2,
        perDay: 2 / 30,
        perWeek: 14 / 30,
        reason: null,
      },
    });
    expect(text.quantity).toEqual({ value: '2', unit: '/ 30 days' });
  });

  it('gives no band when no benchmark is chosen', () => {
    const text = describeOne('changeLeadTime', { bands: null });
    expect(text.band).toEqual({ text: 'No benchmark chosen', isBand: false });
  });

  it.each([
    ['no-source', 'No data', true],
    ['no-deployments', 'No deployment', false],
    ['commits-unknown', 'No data', true],
    ['no-changes', 'No change', false],
    ['insufficient-data', 'Too little data', false],
    ['a-new-reason', 'No data', false],
  ])('says for reason %s the word %p, never 0', (reason, word, connect) => {
    const text = describeOne('changeLeadTime', {
      changeLeadTime: {
        medianSeconds: null,
        p90Seconds: null,
        minSeconds: null,
        maxSeconds: null,
        n: 0,
        interval: null,
        reason,
      },
    });
    expect(text).toMatchObject({ quantity: null, word, connect });
    expect(text.band).toEqual({ text: 'No band', isBand: false });
    expect(text.note).not.toBe('');
  });

  it('says why there is nothing to recover from', () => {
    const text = describeOne('recoveryTime', {
      recoveryTime: {
        medianSeconds: null,
        n: 0,
        openFailures: 0,
        interval: null,
        reason: 'no-failures',
      },
    });
    expect(text).toMatchObject({
      word: 'No failure',
      note: 'None of 26 deployments failed, so there is nothing to recover from.',
    });
  });

  it('says a word for a window without any deployment', () => {
    const text = describeOne('deploymentFrequency', {
      deploymentFrequency: { count: 0, perDay: 0, perWeek: 0, reason: null },
    });
    expect(text).toMatchObject({ quantity: null, word: 'No deployment', n: 0 });
  });
});
