import { countByVersion, countEach } from './countByVersion';
import { at, makeClassified } from './testFacts';
import type { ClassifiedDeployment } from './types';

const failedBy = [{ type: 'incident' as const, id: 'i1' }];
const v1 = (
  id: string,
  time: string,
  rest: Partial<ClassifiedDeployment> = {},
) => makeClassified(id, time, { version: '1.0', environment: id, ...rest });
const idsOf = (deployments: ClassifiedDeployment[]) =>
  countByVersion(deployments).map(({ members }) =>
    members.map(({ id }) => id).join(' '),
  );

describe('countByVersion', () => {
  it('counts the same version within 24 h of its first deployment once', () => {
    expect(
      idsOf([v1('eu', '1 10:00'), v1('us', '2 10:00'), v1('ap', '2 10:01')]),
    ).toEqual(['eu us', 'ap']);
  });

  it('keeps versions and entities apart', () => {
    expect(
      idsOf([
        v1('a', '1 10:00'),
        v1('b', '1 10:00', { version: '1.1' }),
        v1('c', '1 10:00', { entityRef: 'component:default/cart' }),
      ]),
    ).toEqual(['a', 'b', 'c']);
  });

  it('takes the commit for the version where there is none, and nothing for neither', () => {
    const none = { version: undefined };
    expect(
      idsOf([
        v1('a', '1 10:00', { ...none, commit: 'x' }),
        v1('b', '1 10:10', { ...none, commit: 'x' }),
        v1('c', '1 10:20', none),
        v1('d', '1 10:30', none),
      ]),
    ).toEqual(['a b', 'c', 'd']);
  });

  it('counts a return to a version within 24 h as a roll-out of its own', () => {
    expect(
      idsOf([v1('a', '1 10:00'), v1('b', '1 12:00', { rework: true })]),
    ).toEqual(['a', 'b']);
  });

  it('fails with its first failed member and has recovered with its last', () => {
    const [counted] = countByVersion([
      v1('a', '1 10:00'),
      v1('b', '1 11:00', { failedBy, recoveredAt: at('1 15:00') }),
      v1('c', '1 12:00', { failedBy, recoveredAt: at('1 14:00') }),
    ]);
    expect(counted).toMatchObject({
      at: at('1 10:00'),
      failedAt: at('1 11:00'),
      recoveredAt: at('1 15:00'),
    });
  });

  it('is open while one of its members is', () => {
    const [counted] = countByVersion([
      v1('a', '1 10:00', { failedBy, recoveredAt: at('1 15:00') }),
      v1('b', '1 11:00', { failedBy }),
    ]);
    expect(counted.recoveredAt).toBeNull();
  });
});

describe('countEach', () => {
  it('counts regions one by one', () => {
    const regions = [v1('eu', '1 10:00'), v1('us', '1 10:00')];
    expect(countEach(regions).map(({ members }) => members)).toEqual([
      [regions[0]],
      [regions[1]],
    ]);
  });
});
