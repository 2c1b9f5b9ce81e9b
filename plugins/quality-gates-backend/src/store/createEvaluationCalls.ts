import {
  confirmWaiver,
  insertActs,
  readActs,
  readActsOf,
} from './evaluationActs';
import {
  createEvaluation,
  invalidateEvaluation,
  listEvaluations,
  readEvaluation,
  readNewestEvaluations,
  readNewestOf,
} from './evaluations';
import { finishTriggers, takeTriggers } from './evaluationTriggers';
import {
  forgetAnswers,
  forgetEvaluations,
  forgetNotices,
} from './evaluationRetention';
import type { EvaluationRetention, EvaluationStore } from './EvaluationStore';
import {
  claimEvaluations,
  readNextDue,
  renewLease,
  saveRound,
  wakeEvaluation,
} from './evaluationWork';
import { readGateDurations } from './gateDurations';
import {
  readIncidentSources,
  readInvolved,
  readOpenIncidents,
} from './gateFacts';
import { listGateHistory, readGateHistory } from './gateHistory';
import { countOutcomes, readOutcomes } from './gateOutcomes';
import { addNotices, settleNotice, takeNotices } from './outbox';
import { readTasksOfCommit } from './tasks';
import type { Transactor } from './transactor';

/** The {@link EvaluationStore} on a database whose tables are there. */
export function createEvaluationCalls(transactor: Transactor): EvaluationStore {
  return {
    ...writes(transactor),
    ...sweeps(transactor),
    ...reads(transactor),
  };
}

function writes({
  write,
}: Transactor): Pick<
  EvaluationStore,
  | 'createEvaluation'
  | 'claimEvaluations'
  | 'renewLease'
  | 'saveRound'
  | 'addActs'
  | 'confirmWaiver'
  | 'invalidateEvaluation'
  | 'takeTriggers'
  | 'finishTriggers'
  | 'takeNotices'
  | 'settleNotice'
> {
  return {
    createEvaluation: evaluation =>
      write('keep an evaluation', tx => createEvaluation(tx, evaluation)),
    claimEvaluations: query =>
      write('claim evaluations', tx => claimEvaluations(tx, query)),
    renewLease: claim => write('renew a lease', tx => renewLease(tx, claim)),
    saveRound: round => write('save an evaluation', tx => saveRound(tx, round)),
    addActs: (acts, { wake, notices = [] }) =>
      write('keep what somebody did', async tx => {
        if (wake && !(await wakeEvaluation(tx, wake))) return false;
        await insertActs(tx, acts);
        await addNotices(tx, notices, acts[0].at);
        return true;
      }),
    confirmWaiver: (act, by) =>
      write('confirm a waiver', tx => confirmWaiver(tx, act, by)),
    invalidateEvaluation: (id, mark, act) =>
      write('invalidate an evaluation', tx =>
        invalidateEvaluation(tx, id, mark, act),
      ),
    takeTriggers: query =>
      write('take triggers', tx => takeTriggers(tx, query)),
    finishTriggers: triggers =>
      write('finish triggers', tx => finishTriggers(tx, triggers)),
    takeNotices: query => write('take notices', tx => takeNotices(tx, query)),
    settleNotice: (id, result) =>
      write('settle a notice', tx => settleNotice(tx, id, result)),
  };
}

function sweeps({ write }: Transactor): EvaluationRetention {
  return {
    forgetEvaluations: query =>
      write('forget evaluations', tx => forgetEvaluations(tx, query)),
    forgetNotices: query =>
      write('forget notices', tx => forgetNotices(tx, query)),
    forgetAnswers: query =>
      write('forget answers', tx => forgetAnswers(tx, query)),
  };
}

function reads({
  read,
}: Transactor): Omit<
  EvaluationStore,
  keyof ReturnType<typeof writes> | keyof EvaluationRetention
> {
  return {
    readEvaluation: id =>
      read('read an evaluation', db => readEvaluation(db, id)),
    readNewestOf: id => read('read an evaluation', db => readNewestOf(db, id)),
    readOutcomes: evaluations =>
      read('read gate outcomes', db => readOutcomes(db, evaluations)),
    listEvaluations: query =>
      read('list evaluations', db => listEvaluations(db, query)),
    readNewestEvaluations: entityRef =>
      read('read evaluations', db => readNewestEvaluations(db, entityRef)),
    readNextDue: () => read('read what is due', db => readNextDue(db)),
    readActs: query => read('read acts', db => readActs(db, query)),
    readActsOf: (evaluations, now) =>
      read('read acts', db => readActsOf(db, evaluations, now)),
    readGateDurations: query =>
      read('read how long gates took', db => readGateDurations(db, query)),
    countOutcomes: query =>
      read('count gate outcomes', db => countOutcomes(db, query)),
    readGateHistory: query =>
      read('read gate outcomes', db => readGateHistory(db, query)),
    listGateHistory: query =>
      read('list gate outcomes', db => listGateHistory(db, query)),
    readInvolved: query =>
      read('read who is involved', db => readInvolved(db, query)),
    readOpenIncidents: (entityRef, limit) =>
      read('read open incidents', db =>
        readOpenIncidents(db, entityRef, limit),
      ),
    readIncidentSources: entityRef =>
      read('read where incidents came from', db =>
        readIncidentSources(db, entityRef),
      ),
    readTasksOfCommit: query =>
      read('read tasks', db => readTasksOfCommit(db, query)),
  };
}
