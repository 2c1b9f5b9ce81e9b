import { normaliseStage } from './stage';

describe('normaliseStage', () => {
  it.each([
    ['checkout', 'checkout'],
    ['Run actions/checkout@v4', 'checkout'],
    ['Check out', 'checkout'],
    ['git clone', 'checkout'],
    ['Restore cache', 'restore-cache'],
    ['cache', 'restore-cache'],
    ['Save cache', 'other'],
    ['Post Run actions/cache@v4', 'other'],
    ['build', 'build'],
    ['Compile', 'build'],
    ['package', 'build'],
    ['test', 'test'],
    ['unit, node 24', 'test'],
    ['e2e_shard_1', 'test'],
    ['lint', 'lint'],
    ['scan', 'scan'],
    ['trivy', 'scan'],
    ['CodeQL', 'scan'],
    ['sast', 'scan'],
    ['push image', 'push'],
    ['publish', 'push'],
    ['deploy to staging', 'deploy'],
    ['Rollout', 'deploy'],
    ['Set up job', 'other'],
    ['', 'other'],
  ])('takes %j for %s', (name, stage) => {
    expect(normaliseStage(name)).toBe(stage);
  });

  it('takes no part of a word for a stage', () => {
    expect(normaliseStage('latest contest')).toBe('other');
  });
});
