import { classifyDeployments } from './classifyDeployments';
import { at, makeDeployment, makeIncident, PAY } from './testFacts';
import type { DoraDeployment, DoraIncident } from './types';

function classify(
  deployments: DoraDeployment[],
  incidents: DoraIncident[] = [],
  blamed = deployments[0],
) {
  const classified = classifyDeployments({
    deployments,
    incidents: incidents.map(incident => ({
      incident,
      link: { how: 'explicit' as const, deployments: [blamed] },
    })),
  });
  return Object.fromEntries(classified.map(one => [one.id, one]));
}

describe('classifyDeployments', () => {
  it('leaves a deployment alone of which nothing bad is known', () => {
    const { d1 } = classify([makeDeployment('d1', '1 10:00')]);
    expect(d1).toMatchObject({
      failedBy: [],
      recoveredAt: null,
      rework: false,
    });
    expect(d1.at).toBe(at('1 10:00'));
  });

  it('names everything a deployment failed by, once', () => {
    const { d1 } = classify(
      [
        makeDeployment('d1', '1 10:00', { result: 'timeout' }),
        makeDeployment('d2', '1 11:00', { hotfixFor: 'd1' }),
        makeDeployment('d3', '1 12:00', { rollbackOf: 'd1' }),
      ],
      [makeIncident('i1', '1 10:10'), makeIncident('i2', '1 10:20')],
    );
    expect(d1.failedBy).toEqual([
      { type: 'incident', id: 'i1' },
      { type: 'incident', id: 'i2' },
      { type: 'rollback', id: 'd3' },
      { type: 'hotfix', id: 'd2' },
      { type: 'result', id: 'd1' },
    ]);
  });

  it('takes the last resolution of the incidents for the end, not the remedy', () => {
    const resolved = (id: string, time: string) =>
      makeIncident(id, '1 10:10', { resolvedAt: at(time) });
    const { d1 } = classify(
      [
        makeDeployment('d1', '1 10:00'),
        makeDeployment('d2', '1 10:30', { rollbackOf: 'd1' }),
      ],
      [resolved('i1', '1 13:00'), resolved('i2', '1 12:00')],
    );
    expect(d1.recoveredAt).toBe(at('1 13:00'));
  });

  it('keeps a failure open while one of its incidents is', () => {
    const { d1 } = classify(
      [makeDeployment('d1', '1 10:00')],
      [
        makeIncident('i1', '1 10:10', { resolvedAt: at('1 11:00') }),
        makeIncident('i2', '1 10:20'),
      ],
    );
    expect(d1.recoveredAt).toBeNull();
  });

  it('takes the first remedy that did not fail itself for the end', () => {
    const { d1, d2 } = classify([
      makeDeployment('d1', '1 10:00'),
      makeDeployment('d2', '1 11:00', { hotfixFor: 'd1', result: 'failure' }),
      makeDeployment('d3', '1 12:00', { hotfixFor: 'd1' }),
      makeDeployment('d4', '1 13:00', { rollbackOf: 'd1' }),
    ]);
    expect(d1.recoveredAt).toBe(at('1 12:00'));
    expect(d2).toMatchObject({ rework: true, recoveredAt: null });
  });

  it('makes up no end for a deployment that failed by itself and was not remedied', () => {
    const { d1 } = classify([
      makeDeployment('d1', '1 10:00', { result: 'failure' }),
      makeDeployment('d2', '1 11:00'),
    ]);
    expect(d1.failedBy).toEqual([{ type: 'result', id: 'd1' }]);
    expect(d1.recoveredAt).toBeNull();
  });

  it('believes what a rollback says rather than what its SHA suggests', () => {
    const { d1, d2, d3 } = classify([
      makeDeployment('d1', '1 10:00'),
      makeDeployment('d2', '1 11:00'),
      makeDeployment('d3', '1 12:00', {
        rollbackOf: 'd1',
        inferredRollbackOf: 'plain:ci/d2',
      }),
    ]);
    expect(d1.failedBy).toEqual([{ type: 'rollback', id: 'd3' }]);
    expect(d2.failedBy).toEqual([]);
    expect(d3.rework).toBe(true);
  });

  it('fails nobody for a rollback of an id that nobody knows', () => {
    const { d1, d2 } = classify([
      makeDeployment('d1', '1 10:00'),
      makeDeployment('d2', '1 11:00', { rollbackOf: 'd9' }),
    ]);
    expect(d1.failedBy).toEqual([]);
    expect(d2.rework).toBe(true);
  });

  it('looks for a named deployment in the own environment first, and never in another entity', () => {
    const eu = { environment: 'production-eu' };
    const us = { environment: 'production-us' };
    const other = { entityRef: 'component:default/cart' };
    const classified = classifyDeployments({
      incidents: [],
      deployments: [
        makeDeployment('d1', '1 10:00', eu),
        makeDeployment('d1', '1 10:00', us),
        makeDeployment('d1', '1 10:00', other),
        makeDeployment('d2', '1 11:00', { ...us, rollbackOf: 'd1' }),
      ],
    });
    expect(
      classified
        .filter(one => one.failedBy.length > 0)
        .map(one => [one.entityRef, one.environment, one.id]),
    ).toEqual([[PAY, 'production-us', 'd1']]);
  });

  it('does not let a deployment roll itself back', () => {
    const { d1 } = classify([
      makeDeployment('d1', '1 10:00', { rollbackOf: 'd1' }),
    ]);
    expect(d1).toMatchObject({ failedBy: [], rework: true });
  });
});
