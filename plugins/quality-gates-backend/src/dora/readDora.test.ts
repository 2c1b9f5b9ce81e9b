import { doraReportSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createDoraReader, type DoraReportQuery } from './readDora';
import { at, makeChange, makeDeployment, makeIncident, PAY } from './testFacts';
import { createMemoryStore, SETTINGS } from './memoryStore';

const row = (...args: Parameters<typeof makeDeployment>) => ({
  ...makeDeployment(...args),
  status: 'success',
  result: 'success' as const,
  reportedBy: 'ci',
});
const incident = (...args: Parameters<typeof makeIncident>) => ({
  ...makeIncident(...args),
  reportedBy: 'ci',
});

function read(
  rows: Parameters<typeof createMemoryStore>[0],
  query: Partial<DoraReportQuery> = {},
) {
  const store = createMemoryStore(rows);
  const reader = createDoraReader({
    ...SETTINGS,
    store,
    now: () => at('20 15:30'),
  });
  const report = reader.readDora({ entityRefs: [PAY], ...query });
  return { store, report };
}

const d1 = row('d1', '10 10:00');
const change = { ...makeChange('a', '10 09:00', d1), author: null };

describe('readDora', () => {
  it('answers what the wire schema promises, with the defaults of the contract', async () => {
    const report = await read({ deployments: [d1], changes: [change] }).report;
    expect(doraReportSchema.parse(report)).toEqual(report);
    expect(report).toMatchObject({
      environments: ['production'],
      window: {
        from: '2025-05-22T00:00:00.000Z',
        to: '2025-06-21T00:00:00.000Z',
        timezone: 'UTC',
      },
      deploymentFrequency: { count: 1 },
      changeLeadTime: { medianSeconds: 3600 },
      bands: { year: 2023 },
    });
    expect(report.series).toHaveLength(30);
    expect(report.previous).toBeUndefined();
  });

  it('knows a source by any deployment of any environment', async () => {
    const staging = row('s1', '10 10:00', { environment: 'staging' });
    const { deploymentFrequency } = await read({ deployments: [staging] })
      .report;
    expect(deploymentFrequency).toMatchObject({ count: 0, reason: null });
    const silent = await read({}).report;
    expect(silent.deploymentFrequency).toMatchObject({
      count: null,
      reason: 'no-source',
    });
  });

  it('takes what the query says over what is configured', async () => {
    const report = await read(
      { deployments: [d1] },
      {
        environments: ['staging'],
        from: at('9 00:00'),
        to: at('11 00:00'),
        timezone: 'Asia/Kolkata',
        bucket: 'month',
        benchmarkYear: null,
      },
    ).report;
    expect(report.environments).toEqual(['staging']);
    expect(report.window.timezone).toBe('Asia/Kolkata');
    expect(report.series).toHaveLength(1);
    expect(report.bands).toBeNull();
  });

  it('compares with the window before, which counts its own', async () => {
    const earlier = row('d0', '2025-05-10T10:00:00Z', { rollbackOf: 'x' });
    const report = await read(
      { deployments: [earlier, d1], changes: [change] },
      { compare: 'previous' },
    ).report;
    expect(doraReportSchema.parse(report)).toEqual(report);
    expect(report.deploymentFrequency.count).toBe(1);
    expect(report.previous).toMatchObject({
      window: {
        from: '2025-04-22T00:00:00.000Z',
        to: '2025-05-22T00:00:00.000Z',
      },
      deploymentFrequency: { count: 1 },
      reworkRate: { ratio: 1 },
      changeLeadTime: { n: 0 },
    });
    expect(report.reworkRate.ratio).toBe(0);
  });

  it('finds a deployment of last year that an incident names', async () => {
    const old = row('old', '2024-08-01T10:00:00Z');
    const named = incident('i1', '10 10:00', { deploymentId: 'old' });
    const { incidents } = await read({
      deployments: [old],
      incidents: [named],
    }).report;
    expect(incidents).toEqual({ total: 1, linked: 1, unlinked: 0 });
  });

  it('counts a failure whose incident opened before the window', async () => {
    const during = incident('i1', '2025-05-21T23:59:00Z', {
      deploymentId: 'first',
      resolvedAt: at('2025-05-22T02:00:00Z'),
    });
    const first = row('first', '2025-05-22T00:00:00Z');
    const report = await read({ deployments: [first], incidents: [during] })
      .report;
    expect(report.changeFailRate.failed).toBe(1);
    expect(report.incidents.total).toBe(0);
  });

  it('asks the store a fixed number of times, whatever there is', async () => {
    const days = Array.from({ length: 20 }, (_, n) => `${n + 1} 10:00`);
    const { store, report } = read({
      deployments: days.map((day, n) => row(`d${n}`, day)),
      incidents: days.map((day, n) => incident(`i${n}`, day)),
    });
    await report;
    expect(store.calls.sort()).toEqual([
      'readChangeLeads',
      'readDeploymentHistory',
      'readEnvironments',
      'readIncidentHistory',
    ]);
  });

  it.each([
    ['entityRef', { entityRefs: [] }],
    [
      'entityRef',
      { entityRefs: Array.from({ length: 201 }, (_, n) => `c:d/${n}`) },
    ],
    ['from', { from: at('21 00:00') }],
    ['timezone', { timezone: 'Nowhere' }],
  ])('refuses a wrong query and names %s', async (name, query) => {
    await expect(read({}, query).report).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(new RegExp(`^${name}: `)),
    });
  });
});
