import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import approved from './__fixtures__/deployment_review.approved.json';
import { github } from './index';

const said = (rest: object) =>
  github.normalise(deliver('deployment_review', { ...approved, ...rest }));

describe('deploymentReviewFacts', () => {
  it('fails the gate of each environment when it is rejected', () => {
    expect(said({ action: 'rejected', comment: '' })).toMatchObject([
      { data: { outcome: 'fail', summary: 'rejected by cleo' } },
      { data: { outcome: 'fail', environment: 'production-us' } },
    ]);
  });

  it('reads the one job of older payloads', () => {
    const rest = {
      workflow_job_run: { environment: 'staging' },
      workflow_job_runs: undefined,
    };
    expect(said(rest)).toMatchObject([{ data: { environment: 'staging' } }]);
  });

  it.each([
    ['it is only asked for', { action: 'requested' }],
    ['the run is gone', { workflow_run: null }],
    ['no job names an environment', { workflow_job_runs: [] }],
  ])('says nothing when %s', (_, rest) => {
    expect(said(rest)).toEqual([]);
  });
});
