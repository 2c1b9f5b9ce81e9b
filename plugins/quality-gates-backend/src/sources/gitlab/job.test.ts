import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { dequeuedFact, runFact, taskFact } from './__fixtures__/facts';
import job from './__fixtures__/job.success.json';
import { gitlab } from './index';

const tell = (rest: object) =>
  gitlab.normalise(deliver('Job Hook', { ...job, ...rest }));
const waiting = {
  build_status: 'pending',
  build_started_at: null,
  build_finished_at: null,
};

describe('jobFacts', () => {
  it('belong to the run that the pipeline tells of', () => {
    expect(tell({})[0].key).toBe(runFact.key);
  });

  it('do not end the waiting of their run before a runner took the job', () => {
    const facts = tell(waiting);
    expect(facts.map(({ type }) => type)).toEqual(['task']);
    expect(facts[0]).toMatchObject({ key: taskFact.key, phase: 'pending' });
  });

  it.each(['created', 'manual', 'skipped'])(
    'do not end the waiting of their run when the job is %s',
    build_status => {
      const facts = tell({ ...waiting, build_status });
      expect(facts.map(({ type }) => type)).toEqual(['task']);
    },
  );

  it('never say how the run ended, even when the job failed', () => {
    const [run, task] = tell({ build_status: 'failed' });
    expect(run).toEqual(dequeuedFact);
    expect(task.data).toMatchObject({ result: 'failure' });
  });

  it.each([
    [{ ref: 'v1.4.0', tag: true }],
    [{ ref: 'refs/merge-requests/42/head' }],
  ])('of %j name no branch', rest => {
    expect(tell(rest)[0].data).toMatchObject({ branch: undefined });
  });
});
