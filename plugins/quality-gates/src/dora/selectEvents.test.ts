import { createDeployment, createIncident } from '../__testUtils__/facts';
import { METRICS } from './metrics';
import { selectEvents } from './selectEvents';

const deployments = [
  createDeployment({ id: 'good', finishedAt: '2026-11-10T10:00:00.000Z' }),
  createDeployment({
    id: 'failed',
    finishedAt: '2026-11-12T10:00:00.000Z',
    failed: true,
    commits: [],
  }),
  createDeployment({
    id: 'rework',
    finishedAt: '2026-11-11T10:00:00.000Z',
    rework: true,
    commits: [],
  }),
  createDeployment({ id: 'never-reached', reachedEnvironment: false }),
  createDeployment({ id: 'under-way', result: null }),
];

it.each([
  ['deploymentFrequency', ['failed', 'rework', 'good'], 1, 0],
  ['changeLeadTime', ['good'], 1, 0],
  ['changeFailRate', ['failed'], 0, 1],
  ['recoveryTime', ['failed'], 0, 1],
  ['reworkRate', ['rework'], 0, 0],
] as const)(
  'finds behind %s the deployments %j, newest first',
  (metric, ids, commits, incidents) => {
    const events = selectEvents(metric, deployments, [createIncident()]);
    expect(events.deployments.map(({ id }) => id)).toEqual(ids);
    expect(events.commits).toHaveLength(commits);
    expect(events.incidents).toHaveLength(incidents);
  },
);

it.each(METRICS)('leaves what it was given in its order for %s', metric => {
  const before = deployments.map(({ id }) => id);
  selectEvents(metric, deployments, []);
  expect(deployments.map(({ id }) => id)).toEqual(before);
});
