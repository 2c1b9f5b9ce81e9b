import fc from 'fast-check';
import { doraReport } from './doraReport';
import {
  at,
  makeChange,
  makeDeployment,
  makeIncident,
  makeQuery,
  PAY,
} from './testFacts';
import type { DoraDeployment, DoraFacts, DoraQuery } from './types';

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

const HOUR = 3_600_000;
const ENTITIES = [PAY, CART];
const ENVIRONMENTS = ['production-eu', 'production-us'];
const START = at('2025-05-20T00:00:00Z');
const id = fc.nat(20).map(n => `d${n}`);

/** Facts of two entities and two regions over two months, with every kind of failure and remedy. */
const anyFacts: fc.Arbitrary<DoraFacts> = fc
  .record({
    deployments: fc.uniqueArray(
      fc.record({
        entityRef: fc.constantFrom(...ENTITIES),
        environment: fc.constantFrom(...ENVIRONMENTS),
        id,
        hour: fc.nat(1400),
        version: fc.option(fc.constantFrom('1.0', '1.1'), { nil: undefined }),
        result: fc.constantFrom('success', 'failure', 'cancellation'),
        reached: fc.boolean(),
        rollbackOf: fc.option(id, { nil: undefined, freq: 8 }),
        hotfixFor: fc.option(id, { nil: undefined, freq: 8 }),
        commitsFrom: fc.constantFrom(
          'event' as const,
          'pushes' as const,
          'unknown' as const,
        ),
      }),
      {
        selector: one => `${one.entityRef} ${one.environment} ${one.id}`,
        maxLength: 40,
      },
    ),
    incidents: fc.uniqueArray(
      fc.record({
        entityRef: fc.constantFrom(...ENTITIES),
        id: fc.nat(9).map(n => `i${n}`),
        hour: fc.nat(1400),
        hours: fc.option(fc.nat(60), { nil: undefined }),
        deploymentId: fc.option(id, { nil: undefined }),
        cause: fc.constantFrom('change', 'external', undefined),
      }),
      { selector: one => `${one.entityRef} ${one.id}`, maxLength: 12 },
    ),
    leads: fc.array(
      fc.record({ of: fc.nat(39), sha: fc.nat(30), hours: fc.nat(90) }),
    ),
  })
  .map(({ deployments, incidents, leads }) => {
    const made = deployments.map(({ hour, ...one }) => ({
      ...makeDeployment(one.id, '1 00:00'),
      ...one,
      reached: one.reached || one.result === 'success',
      finishedAt: START + hour * HOUR,
      occurredAt: START + hour * HOUR,
    }));
    return {
      deployments: made,
      incidents: incidents.map(({ hour, hours, ...one }) => ({
        ...makeIncident(one.id, '1 00:00'),
        ...one,
        openedAt: START + hour * HOUR,
        resolvedAt:
          hours === undefined ? undefined : START + (hour + hours) * HOUR,
      })),
      changes: leads
        .filter(({ of }) => made[of]?.reached)
        .map(({ of, sha, hours }) => ({
          ...makeChange(`c${sha}`, '1 00:00', made[of]),
          committedAt: made[of].occurredAt - hours * HOUR,
        })),
      mapped: new Set(ENTITIES),
    };
  });

const anyQuery = fc.record({
  bucket: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
  countBy: fc.constantFrom(undefined, 'version' as const),
  entityRefs: fc.constantFrom([PAY], ENTITIES),
  timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
});
const wide = (rest: Partial<DoraQuery>) =>
  makeQuery({ environments: ENVIRONMENTS, ...rest });

describe('doraReport, whatever happened', () => {
  it('does not depend on the order of its input', () => {
    fc.assert(
      fc.property(
        anyFacts,
        anyQuery,
        fc.infiniteStream(fc.nat()),
        (known, rest, random) => {
          const shuffle = <T>(values: readonly T[]) =>
            values
              .map(value => ({ value, rank: random.next().value as number }))
              .sort((a, b) => a.rank - b.rank)
              .map(({ value }) => value);
          const shuffled = {
            deployments: shuffle(known.deployments),
            changes: shuffle(known.changes),
            incidents: shuffle(known.incidents),
            mapped: known.mapped,
          };
          expect(doraReport(shuffled, wide(rest))).toEqual(
            doraReport(known, wide(rest)),
          );
        },
      ),
    );
  });

  it('keeps rates within 0 and 1, medians within their samples, and parts within their wholes', () => {
    fc.assert(
      fc.property(anyFacts, anyQuery, (known, rest) => {
        const report = doraReport(known, wide(rest));
        const { changeFailRate, reworkRate, changeLeadTime, recoveryTime } =
          report;
        for (const { ratio } of [changeFailRate, reworkRate]) {
          if (report.deploymentFrequency.count === 0) expect(ratio).toBeNull();
          else expect(ratio! >= 0 && ratio! <= 1).toBe(true);
        }
        if (changeLeadTime.n > 0) {
          expect(changeLeadTime.medianSeconds!).toBeGreaterThanOrEqual(
            changeLeadTime.minSeconds!,
          );
          expect(changeLeadTime.medianSeconds!).toBeLessThanOrEqual(
            changeLeadTime.p90Seconds!,
          );
          expect(changeLeadTime.p90Seconds!).toBeLessThanOrEqual(
            changeLeadTime.maxSeconds!,
          );
        }
        expect(recoveryTime.n + recoveryTime.openFailures).toBeLessThanOrEqual(
          changeFailRate.failed,
        );
        expect(report.coverage.deploymentsWithCommits).toBeLessThanOrEqual(
          report.coverage.deployments,
        );
      }),
    );
  });

  it('gives each missing number a reason, and no other one', () => {
    fc.assert(
      fc.property(anyFacts, anyQuery, (known, rest) => {
        const report = doraReport(known, wide(rest));
        for (const [value, reason] of [
          [report.changeLeadTime.medianSeconds, report.changeLeadTime.reason],
          [report.changeFailRate.ratio, report.changeFailRate.reason],
          [report.recoveryTime.medianSeconds, report.recoveryTime.reason],
          [report.reworkRate.ratio, report.reworkRate.reason],
        ]) {
          expect(value === null).toBe(reason !== null);
        }
      }),
    );
  });

  it('adds up over adjacent windows and over the buckets of one', () => {
    fc.assert(
      fc.property(anyFacts, anyQuery, fc.nat(30 * 24), (known, rest, hour) => {
        const query = wide(rest);
        const whole = doraReport(known, query);
        const edge = query.from + hour * HOUR;
        const parts = [
          ...(hour > 0 ? [doraReport(known, { ...query, to: edge })] : []),
          ...(edge < query.to
            ? [doraReport(known, { ...query, from: edge })]
            : []),
        ];
        const sums = (reports: typeof parts) =>
          reports
            .map(report => [
              report.deploymentFrequency.count!,
              report.changeFailRate.failed,
              report.reworkRate.rework,
              report.recoveryTime.n,
              report.recoveryTime.openFailures,
              report.changeLeadTime.n,
              report.incidents.linked,
              report.incidents.unlinked,
              report.attempts.failed,
              report.attempts.cancelled,
            ])
            .reduce((a, b) => a.map((value, index) => value + b[index]));
        expect(sums(parts)).toEqual(sums([whole]));
        const inBuckets = (field: 'deployments' | 'failed' | 'rework') =>
          whole.series.reduce((sum, one) => sum + one[field], 0);
        expect(inBuckets('deployments')).toBe(whole.deploymentFrequency.count);
        expect(inBuckets('failed')).toBe(whole.changeFailRate.failed);
        expect(inBuckets('rework')).toBe(whole.reworkRate.rework);
      }),
    );
  });
});
