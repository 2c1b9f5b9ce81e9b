import { createDenial, createEvaluation } from '../__testUtils__/evaluations';
import { createDeployment } from '../__testUtils__/facts';
import { findVerdict } from './findVerdict';

const deployment = createDeployment({
  startedAt: '2026-11-18T12:55:00.000Z',
});
const before = createEvaluation({ decidedAt: '2026-11-18T12:50:00.000Z' });

describe('findVerdict', () => {
  it('takes the last answer that was given before the deployment began', () => {
    const earlier = createDenial({
      id: 'earlier',
      decidedAt: '2026-11-18T12:40:00.000Z',
    });
    const after = createDenial({
      id: 'after',
      decidedAt: '2026-11-18T12:56:00.000Z',
    });
    expect(findVerdict(deployment, [earlier, before, after])).toBe(before);
  });

  it('takes no answer about another version, environment or phase, and none that is still open', () => {
    const others = [
      { ...before, version: '4.17.0' },
      { ...before, environment: 'staging' },
      { ...before, phase: 'post-deploy' as const },
      { ...before, decidedAt: null },
    ];
    expect(findVerdict(deployment, others)).toBeUndefined();
  });
});
