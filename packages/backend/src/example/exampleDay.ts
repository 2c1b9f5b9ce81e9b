import type { DateTime } from 'luxon';
import { pushesOf } from './commits';
import { checkout, exampleComponents, payments } from './components';
import { deploymentsOf } from './deployments';
import { gateOutcomesOf } from './gateOutcomes';
import { incidentsOf } from './incidents';
import { scanMessage, testReportMessages } from './messages/files';
import {
  deploymentMessages,
  pullRequestMessage,
  pushMessage,
  workflowJobMessages,
  workflowRunMessage,
} from './messages/github';
import { tracesMessage } from './messages/otlp';
import { deploymentBody, incidentBody, plainMessages } from './messages/plain';
import { runsOf } from './runs';
import type { ExampleMessage, ExampleRepository, ExampleRun } from './types';

const repositories: ReadonlySet<ExampleRepository> = new Set(
  exampleComponents.map(({ repository }) => repository),
);

/**
 * Everything the doors hear about one day, given as its midnight in UTC. Depends on the date alone, so that a second
 * start sends the same bytes with the same ids.
 */
export function exampleDay(day: DateTime): ExampleMessage[] {
  const runs = exampleComponents.flatMap(each => runsOf(each, day));
  const deployments = exampleComponents.flatMap(each =>
    deploymentsOf(each, day),
  );
  const toldBy = (door: 'github' | 'plain') =>
    deployments.filter(({ component }) => component.deploysBy === door);
  const webhookRuns = runs.filter(run =>
    run.component.runsBy.includes('github'),
  );
  const tracedRuns = runs.filter(run => run.component.runsBy.includes('otlp'));

  return [
    ...[...repositories].flatMap(repository =>
      pushesOf(repository, day).map(push => pushMessage(repository, push)),
    ),
    ...exampleComponents
      .filter(({ checksChanges }) => checksChanges)
      .flatMap(({ repository }) =>
        pushesOf(repository, day).map(push =>
          pullRequestMessage(repository, push),
        ),
      ),
    ...webhookRuns.map(workflowRunMessage),
    ...webhookRuns
      .filter(run => run.component === checkout)
      .flatMap(workflowJobMessages),
    ...toldBy('github').flatMap(deploymentMessages),
    ...(tracedRuns.length > 0 ? [tracesMessage(tracedRuns)] : []),
    ...reportedRuns(runs).flatMap(testReportMessages),
    ...scannedRuns(runs).map(scanMessage),
    ...plainMessages('deployments', day, toldBy('plain').map(deploymentBody)),
    ...plainMessages('incidents', day, incidentsOf(day).map(incidentBody)),
    ...plainMessages('gate-outcomes', day, deployments.flatMap(gateOutcomesOf)),
  ];
}

/** Two components send what their tests said, and once a week what their scanner found. */
function reportedRuns(runs: readonly ExampleRun[]): ExampleRun[] {
  return runs.filter(
    ({ component }) => component === checkout || component === payments,
  );
}

function scannedRuns(runs: readonly ExampleRun[]): ExampleRun[] {
  return [checkout, payments].flatMap(component => {
    const first = runs.find(
      run => run.component === component && run.branch === 'main',
    );
    return first && first.queuedAt.weekday === 1 ? [first] : [];
  });
}
