import { readChangeLeads, readChangesOf } from './changeLeads';
import {
  listDeployments,
  readCurrentDeployments,
  readDeploymentHistory,
} from './deployments';
import { readEnvironments, readFirstFacts } from './entities';
import type { FactStore } from './FactStore';
import { listFirstFacts, readFactTotals } from './factTotals';
import { listGateReports, readGateReports } from './gateReports';
import { listIncidents, readIncidentHistory } from './incidents';
import { readMergedChanges, readTestReports, readTries } from './pipelines';
import { hasReports, listReports } from './reports';
import { listRuns, readRun } from './runs';
import { readTasks, readTasksOfRuns } from './tasks';
import type { Transactor } from './transactor';

/** The {@link FactStore} on a database whose tables are there. */
export function createFactCalls({ read }: Transactor): FactStore {
  return {
    readDeploymentHistory: query =>
      read('read deployments', db => readDeploymentHistory(db, query)),
    readChangeLeads: query =>
      read('read lead times', db => readChangeLeads(db, query)),
    readIncidentHistory: query =>
      read('read incidents', db => readIncidentHistory(db, query)),
    readEnvironments: refs =>
      read('read environments', db => readEnvironments(db, refs)),
    readFirstFacts: ref =>
      read('read first facts', db => readFirstFacts(db, ref)),
    listFirstFacts: query =>
      read('list entities with facts', db => listFirstFacts(db, query)),
    readFactTotals: facts =>
      read('count facts', db => readFactTotals(db, facts)),
    listDeployments: query =>
      read('list deployments', db => listDeployments(db, query)),
    readCurrentDeployments: entityRef =>
      read('read deployments', db => readCurrentDeployments(db, entityRef)),
    readChangesOf: query =>
      read('read changes', db => readChangesOf(db, query)),
    listIncidents: query =>
      read('list incidents', db => listIncidents(db, query)),
    listRuns: query => read('list runs', db => listRuns(db, query)),
    readRun: (ref, runId) => read('read a run', db => readRun(db, ref, runId)),
    readTasks: (ref, key) => read('read tasks', db => readTasks(db, ref, key)),
    readTasksOfRuns: query =>
      read('read tasks of runs', db => readTasksOfRuns(db, query)),
    readTries: query =>
      read('read runs of commits', db => readTries(db, query)),
    readTestReports: query =>
      read('read test reports', db => readTestReports(db, query)),
    readMergedChanges: query =>
      read('read merged changes', db => readMergedChanges(db, query)),
    readGateReports: query =>
      read('read gate reports', db => readGateReports(db, query)),
    listGateReports: query =>
      read('list gate reports', db => listGateReports(db, query)),
    listReports: query => read('list reports', db => listReports(db, query)),
    hasReports: (entityRef, type) =>
      read('look for reports', db => hasReports(db, entityRef, type)),
  };
}
