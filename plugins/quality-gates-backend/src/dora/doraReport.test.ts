import { doraReport } from './doraReport';
import {
  at,
  makeChange,
  makeDeployment,
  makeIncident,
  makeQuery,
  PAY,
} from './testFacts';
import type { DoraDeployment, DoraFacts } from './types';

const CART = 'component:default/cart';
const SEARCH = 'component:default/search';

function facts(rest: Partial<DoraFacts>): DoraFacts {
  return {
    deployments: [],
    changes: [],
    incidents: [],
    mapped: new Set([PAY]),
    ...rest,
  };
}

describe('doraReport', () => {
  it('says of whom, where and when it is', () => {
    const report = doraReport(facts({}), makeQuery());
    expect(report).toMatchObject({
      entityRef: PAY,
      entityRefs: [PAY],
      environments: ['production'],
      window: {
        from: '2025-06-01T00:00:00.000Z',
        to: '2025-07-01T00:00:00.000Z',
        timezone: 'UTC',
      },
    });
    expect(report.series).toHaveLength(30);
    const pooled = doraReport(
      facts({}),
      makeQuery({ entityRefs: [PAY, CART] }),
    );
    expect(pooled.entityRef).toBeNull();
  });

  it('looks at nothing of other entities and environments', () => {
    const report = doraReport(
      facts({
        deployments: [
          makeDeployment('d1', '1 10:00', { environment: 'staging' }),
          makeDeployment('d2', '1 10:00', { entityRef: CART }),
        ],
        incidents: [makeIncident('i1', '1 10:10', { entityRef: CART })],
      }),
      makeQuery(),
    );
    expect(report.deploymentFrequency.count).toBe(0);
    expect(report.incidents.total).toBe(0);
  });

  it('counts a deployment as failed that was rolled back after the window', () => {
    const report = doraReport(
      facts({
        deployments: [
          makeDeployment('d1', '30 23:00'),
          makeDeployment('d2', '2025-07-01T01:00:00Z', { rollbackOf: 'd1' }),
        ],
      }),
      makeQuery(),
    );
    expect(report.changeFailRate).toMatchObject({ failed: 1, deployments: 1 });
    expect(report.recoveryTime.medianSeconds).toBe(7200);
    expect(report.reworkRate.rework).toBe(0);
  });

  it('blames a deployment before the window for an incident within it, without counting it', () => {
    const report = doraReport(
      facts({
        deployments: [makeDeployment('d1', '2025-05-31T23:00:00Z')],
        incidents: [makeIncident('i1', '1 01:00')],
      }),
      makeQuery(),
    );
    expect(report.incidents).toEqual({ total: 1, linked: 1, unlinked: 0 });
    expect(report.changeFailRate.deployments).toBe(0);
  });

  it('counts a change of two entities once, where it was deployed first', () => {
    const first = makeDeployment('d1', '1 10:00');
    const second = makeDeployment('d2', '2 10:00', { entityRef: CART });
    const other = makeDeployment('d3', '3 10:00', { entityRef: SEARCH });
    const report = doraReport(
      facts({
        deployments: [first, second, other],
        changes: [
          makeChange('a', '1 09:00', first),
          makeChange('a', '1 09:00', second),
          // The same word for another commit of another repository.
          makeChange('a', '1 08:00', other),
        ],
      }),
      makeQuery({ entityRefs: [PAY, CART, SEARCH] }),
    );
    expect(report.changeLeadTime).toMatchObject({ n: 2, minSeconds: 3600 });
    expect(report.coverage).toEqual({
      deploymentsWithCommits: 2,
      deployments: 3,
    });
  });

  it('does not take deployments of two entities with one key for one', () => {
    const report = doraReport(
      facts({
        deployments: [
          makeDeployment('d1', '1 10:00'),
          makeDeployment('d1', '1 10:00', { entityRef: CART }),
        ],
      }),
      makeQuery({ entityRefs: [PAY, CART] }),
    );
    expect(report.deploymentFrequency.count).toBe(2);
    expect(report.evidence.deploymentIds).toEqual(['d1']);
  });

  it('lists the newest 1,000 ids and says that there are more', () => {
    const many = Array.from({ length: 1001 }, (_, n) =>
      makeDeployment(`d${n}`, '1 10:00', {
        occurredAt: 0,
        finishedAt: at('1 10:00') + n,
      }),
    );
    const { evidence } = doraReport(facts({ deployments: many }), makeQuery());
    expect(evidence.deploymentIds).toHaveLength(1_000);
    expect(evidence.deploymentIds[0]).toBe('d1');
    expect(evidence.truncated).toBe(true);
    const fewer = doraReport(
      facts({ deployments: many.slice(1) }),
      makeQuery(),
    );
    expect(fewer.evidence.truncated).toBe(false);
  });
});

describe('the data quality of a report', () => {
  const codesOf = (deployments: DoraDeployment[]) =>
    doraReport(facts({ deployments }), makeQuery()).dataQuality;

  it('is empty where nothing is odd', () => {
    const d1 = makeDeployment('d1', '1 10:00');
    const changes = [makeChange('a', '1 09:00', d1)];
    expect(
      doraReport(facts({ deployments: [d1], changes }), makeQuery())
        .dataQuality,
    ).toEqual([]);
  });

  it('counts changes that were committed after their deployment', () => {
    expect(
      codesOf([makeDeployment('d1', '1 10:00', { negativeLeadTimes: 3 })]),
    ).toEqual([{ code: 'negative-lead-time', count: 3 }]);
  });

  it('counts deployments whose commits are not known, and not those that cannot bring any', () => {
    expect(
      codesOf([
        makeDeployment('d1', '1 10:00', { commit: 'a' }),
        makeDeployment('d2', '1 11:00', {
          commit: 'b',
          commitsFrom: 'unknown',
        }),
        makeDeployment('d3', '1 12:00', { commit: 'b' }),
        makeDeployment('d4', '1 13:00', { commit: 'c', commitsFrom: 'pushes' }),
        makeDeployment('d5', '1 14:00', { rollbackOf: 'd4' }),
      ]),
    ).toEqual([{ code: 'deployment-without-commits', count: 2 }]);
  });

  it('counts failures that were over before they began', () => {
    const report = doraReport(
      facts({
        deployments: [
          makeDeployment('d1', '1 10:00', { commitsFrom: 'pushes' }),
        ],
        incidents: [
          makeIncident('i1', '1 09:00', {
            deploymentId: 'd1',
            resolvedAt: at('1 09:30'),
          }),
        ],
      }),
      makeQuery(),
    );
    expect(report.dataQuality).toEqual([
      { code: 'negative-recovery-time', count: 1 },
    ]);
    expect(report.recoveryTime).toMatchObject({ n: 0, openFailures: 0 });
  });
});
