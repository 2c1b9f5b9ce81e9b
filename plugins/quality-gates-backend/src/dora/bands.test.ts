import { bands } from './bands';

const DAY = 86_400;

function numbers(options: {
  perWeek?: number | null;
  lead?: number | null;
  ratio?: number | null;
  recovery?: number | null;
  count?: number;
}) {
  const {
    perWeek = null,
    lead = null,
    ratio = null,
    recovery = null,
  } = options;
  const rest = { n: 9, interval: null, reason: null };
  return {
    deploymentFrequency: {
      count: options.count ?? 9,
      perDay: null,
      perWeek,
      reason: null,
    },
    changeLeadTime: {
      ...rest,
      medianSeconds: lead,
      p90Seconds: null,
      minSeconds: null,
      maxSeconds: null,
    },
    changeFailRate: { ...rest, ratio, failed: 0, deployments: 9 },
    recoveryTime: { ...rest, medianSeconds: recovery, openFailures: 0 },
  };
}

describe('bands', () => {
  it.each([
    [7, 'elite'],
    [6.99, 'high'],
    [1, 'high'],
    [0.99, 'medium'],
    [7 / 30, 'medium'],
    [0.22, 'low'],
  ])('calls %d deployments a week %s', (perWeek, band) => {
    expect(bands(numbers({ perWeek }), 2023)?.deploymentFrequency).toBe(band);
  });

  it.each([
    [DAY - 1, 'elite'],
    [DAY, 'high'],
    [7 * DAY - 1, 'high'],
    [7 * DAY, 'medium'],
    [30 * DAY, 'low'],
  ])('calls a lead time of %d s %s', (lead, band) => {
    expect(bands(numbers({ lead }), 2023)?.changeLeadTime).toBe(band);
  });

  it.each([
    [0, 'elite'],
    [0.05, 'elite'],
    [0.051, 'high'],
    [0.1, 'high'],
    [0.15, 'medium'],
    [0.151, 'low'],
  ])('calls a fail rate of %d %s', (ratio, band) => {
    expect(bands(numbers({ ratio }), 2023)?.changeFailRate).toBe(band);
  });

  it.each([
    [3599, 'elite'],
    [3600, 'high'],
    [DAY, 'medium'],
    [7 * DAY, 'low'],
  ])('calls a recovery of %d s %s', (recovery, band) => {
    expect(bands(numbers({ recovery }), 2023)?.recoveryTime).toBe(band);
  });

  it('gives none to what is missing, nor to silence', () => {
    const none = {
      year: 2023,
      deploymentFrequency: null,
      changeLeadTime: null,
      changeFailRate: null,
      recoveryTime: null,
    };
    expect(bands(numbers({}), 2023)).toEqual(none);
    expect(bands(numbers({ count: 0, perWeek: 0 }), 2023)).toEqual(none);
  });

  it('gives none for a year without bands, and nothing where no year is asked for', () => {
    const all = numbers({ perWeek: 9, lead: 1, ratio: 0, recovery: 1 });
    expect(Object.values(bands(all, 2025)!)).toEqual([
      2025,
      null,
      null,
      null,
      null,
    ]);
    expect(bands(all, null)).toBeNull();
  });
});
