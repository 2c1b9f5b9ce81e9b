import fc from 'fast-check';
import { doraReport } from './doraReport';
import { sortNumbers } from './median';
import {
  at,
  makeChange,
  makeDeployment,
  makeIncident,
  makeQuery,
  PAY,
} from './testFacts';
import type { DoraFacts, DoraQuery } from './types';

const CART = 'component:default/cart';
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
        const { count } = report.deploymentFrequency;
        for (const { ratio } of [changeFailRate, reworkRate]) {
          expect(ratio === null).toBe(count === 0);
          expect([0, ratio ?? 0, 1]).toEqual(sortNumbers([0, ratio ?? 0, 1]));
        }
        const { minSeconds, medianSeconds, p90Seconds, maxSeconds } =
          changeLeadTime;
        const ascending = [minSeconds, medianSeconds, p90Seconds, maxSeconds];
        const values = ascending.filter(value => value !== null);
        expect(values).toHaveLength(changeLeadTime.n > 0 ? 4 : 0);
        expect(values).toEqual(sortNumbers(values));
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
