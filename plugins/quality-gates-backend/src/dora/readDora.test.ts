import { doraReportSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createDoraReader, type DoraReportQuery } from './readDora';
import {
  deployed,
  makeSettings,
  openFilledStore,
  wentWrong,
  type FilledStore,
} from './__testUtils__/filledStore';
import { at, PAY } from './__testUtils__/testFacts';

const d1 = deployed('d1', '10 10:00', {
  commits: [{ sha: 'a', committedAt: at('10 09:00') }],
});

describe('readDora', () => {
  let filled: FilledStore;
  beforeEach(async () => {
    filled = await openFilledStore();
  });
  afterEach(() => filled.drop());

  const read = (query: Partial<DoraReportQuery> = {}) =>
    createDoraReader({
      ...makeSettings(),
      store: filled.store,
      now: () => at('20 15:30'),
    }).readDora({ entityRefs: [PAY], ...query });

  it('answers what the wire schema promises, with the defaults of the contract', async () => {
    await filled.fill(d1);
    const report = await read();
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
    const silent = await read();
    expect(silent.deploymentFrequency).toMatchObject({
      count: null,
      reason: 'no-source',
    });
    await filled.fill(deployed('s1', '10 10:00', { environment: 'staging' }));
    const { deploymentFrequency } = await read();
    expect(deploymentFrequency).toMatchObject({ count: 0, reason: null });
  });

  it('takes what the query says over what is configured', async () => {
    await filled.fill(d1);
    const report = await read({
      environments: ['staging'],
      from: at('9 00:00'),
      to: at('11 00:00'),
      timezone: 'Asia/Kolkata',
      bucket: 'month',
      benchmarkYear: null,
    });
    expect(report.environments).toEqual(['staging']);
    expect(report.window.timezone).toBe('Asia/Kolkata');
    expect(report.series).toHaveLength(1);
    expect(report.bands).toBeNull();
  });

  it('compares with the window before, which counts its own', async () => {
    await filled.fill(
      deployed('d0', '2025-05-10T10:00:00Z', { rollbackOf: 'x' }),
      d1,
    );
    const report = await read({ compare: 'previous' });
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
    await filled.fill(
      deployed('old', '2024-08-01T10:00:00Z'),
      wentWrong('i1', '10 10:00', { deploymentId: 'old' }),
    );
    const { incidents } = await read();
    expect(incidents).toEqual({ total: 1, linked: 1, unlinked: 0 });
  });

  it('counts a failure whose incident opened before the window', async () => {
    await filled.fill(
      deployed('first', '2025-05-22T00:00:00Z'),
      wentWrong('i1', '2025-05-21T23:59:00Z', {
        deploymentId: 'first',
        resolvedAt: at('2025-05-22T02:00:00Z'),
      }),
    );
    const report = await read();
    expect(report.changeFailRate.failed).toBe(1);
    expect(report.incidents.total).toBe(0);
  });

  it('asks the store a fixed number of times, whatever there is', async () => {
    const days = Array.from({ length: 20 }, (_, n) => `${n + 1} 10:00`);
    await filled.fill(
      ...days.map((day, n) => deployed(`d${n}`, day)),
      ...days.map((day, n) => wentWrong(`i${n}`, day)),
    );
    await read();
    expect(filled.calls.sort()).toEqual([
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
    await expect(read(query)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(new RegExp(`^${name}: `)),
    });
  });
});
