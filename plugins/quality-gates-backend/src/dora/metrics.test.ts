import { changeFailRate } from './changeFailRate';
import { changeLeadTime } from './changeLeadTime';
import { daysBetween, deploymentFrequency } from './deploymentFrequency';
import { recoveryTime } from './recoveryTime';
import { reworkRate } from './reworkRate';
import {
  at,
  makeChange,
  makeClassified,
  makeCounted,
  makeDeployment,
} from './testFacts';

const failed = (from: string, to: string | null) =>
  makeCounted({ failedAt: at(from), recoveredAt: to === null ? null : at(to) });
const known = (...deployments: ReturnType<typeof makeCounted>[]) => ({
  deployments,
  mapped: true,
});

describe('deploymentFrequency', () => {
  it('divides by calendar days of the zone, also where one has 23 hours', () => {
    const week = {
      from: at('2025-03-23T23:00:00Z'),
      to: at('2025-03-30T22:00:00Z'),
      timezone: 'Europe/Berlin',
    };
    expect(daysBetween(week)).toBe(7);
    expect(deploymentFrequency({ ...week, count: 14, mapped: true })).toEqual({
      count: 14,
      perDay: 2,
      perWeek: 14,
      reason: null,
    });
  });

  it('is 0 where a source is silent and null where there is none', () => {
    const day = { from: 0, to: 86_400_000, timezone: 'UTC', count: 0 };
    expect(deploymentFrequency({ ...day, mapped: true }).count).toBe(0);
    expect(deploymentFrequency({ ...day, mapped: false })).toEqual({
      count: null,
      perDay: null,
      perWeek: null,
      reason: 'no-source',
    });
  });
});

describe('changeLeadTime', () => {
  const deployment = makeDeployment('d1', '10 12:00');
  const changesOf = (...hours: string[]) =>
    hours.map((time, n) => makeChange(`c${n}`, time, deployment));

  it('pools samples and says how sure it is', () => {
    const changes = changesOf(
      '10 11:00',
      '10 10:00',
      '10 09:00',
      '10 08:00',
      '10 07:00',
      '10 06:00',
    );
    expect(changeLeadTime({ changes, ...known(makeCounted()) })).toEqual({
      medianSeconds: 3.5 * 3600,
      p90Seconds: 5.5 * 3600,
      minSeconds: 3600,
      maxSeconds: 6 * 3600,
      n: 6,
      interval: { low: 3600, high: 6 * 3600 },
      reason: null,
    });
  });

  it.each([
    ['no-source', [], false],
    ['no-deployments', [], true],
    ['no-changes', [{ commitsFrom: 'event' as const }], true],
    ['commits-unknown', [{ commitsFrom: 'unknown' as const }], true],
    ['insufficient-data', [{ negativeLeadTimes: 1 }], true],
  ])('is missing for the reason %s', (reason, members, mapped) => {
    const deployments = members.map(rest =>
      makeCounted({ members: [makeClassified('d1', '1 10:00', rest)] }),
    );
    expect(changeLeadTime({ changes: [], deployments, mapped })).toEqual({
      medianSeconds: null,
      p90Seconds: null,
      minSeconds: null,
      maxSeconds: null,
      n: 0,
      interval: null,
      reason,
    });
  });
});

describe('changeFailRate', () => {
  it('is failed deployments over deployments', () => {
    const deployments = [failed('1 10:00', null), makeCounted(), makeCounted()];
    expect(changeFailRate(known(...deployments))).toMatchObject({
      ratio: 1 / 3,
      failed: 1,
      deployments: 3,
      reason: null,
    });
  });

  it('is missing, and not 0, without a deployment', () => {
    expect(changeFailRate(known())).toEqual({
      ratio: null,
      failed: 0,
      deployments: 0,
      interval: null,
      reason: 'no-deployments',
    });
    expect(changeFailRate({ deployments: [], mapped: false }).reason).toBe(
      'no-source',
    );
  });
});

describe('reworkRate', () => {
  it('is remedies over deployments', () => {
    const deployments = [makeCounted({ rework: true }), makeCounted()];
    expect(reworkRate(known(...deployments))).toMatchObject({
      ratio: 0.5,
      rework: 1,
      deployments: 2,
      reason: null,
    });
  });

  it('is missing, and not 0, without a deployment', () => {
    expect(reworkRate(known())).toMatchObject({
      ratio: null,
      reason: 'no-deployments',
    });
    expect(reworkRate({ deployments: [], mapped: false }).reason).toBe(
      'no-source',
    );
  });
});

describe('recoveryTime', () => {
  it('averages no open failure, and counts it', () => {
    const deployments = [
      failed('1 10:00', '1 11:00'),
      failed('2 10:00', '2 13:00'),
      failed('3 10:00', null),
      makeCounted(),
    ];
    expect(recoveryTime(known(...deployments))).toEqual({
      medianSeconds: 7200,
      n: 2,
      openFailures: 1,
      interval: null,
      reason: null,
    });
  });

  it.each([
    ['no-deployments', []],
    ['no-failures', [makeCounted()]],
    ['failures-open', [failed('1 10:00', null)]],
    ['insufficient-data', [failed('1 10:00', '1 09:00')]],
  ])('is missing for the reason %s', (reason, deployments) => {
    expect(recoveryTime(known(...deployments))).toMatchObject({
      medianSeconds: null,
      n: 0,
      reason,
    });
  });

  it('is missing for lack of a source before anything else', () => {
    expect(recoveryTime({ deployments: [], mapped: false }).reason).toBe(
      'no-source',
    );
  });
});
