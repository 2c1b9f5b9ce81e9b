import {
  beginAnswer,
  endAnswer,
  listAskers,
  openAnswer,
  settleReport,
  takeOpenAnswers,
  takeReport,
} from './deploymentAnswers';
import { addressNotice, listNotices, retryNotice } from './outbox';
import type { OutgoingStore } from './outgoingTypes';
import { readReport } from './reports';
import type { Transactor } from './transactor';

/** The {@link OutgoingStore} on a database whose tables are there. */
export function createOutgoingCalls({
  read,
  write,
}: Transactor): OutgoingStore {
  return {
    listNotices: query => read('list notices', db => listNotices(db, query)),
    addressNotice: (id, copies, now) =>
      write('address a notice', tx => addressNotice(tx, id, copies, now)),
    retryNotice: (id, now) =>
      write('retry a notice', tx => retryNotice(tx, id, now)),
    readReport: (ref, type, key) =>
      read('read a report', db => readReport(db, ref, type, key)),
    openAnswer: key => write('open an answer', tx => openAnswer(tx, key)),
    takeReport: (key, most) =>
      write('count a status report', tx => takeReport(tx, key, most)),
    settleReport: (key, text) =>
      write('settle a status report', tx => settleReport(tx, key, text)),
    beginAnswer: (key, begin) =>
      write('begin an answer', tx => beginAnswer(tx, key, begin)),
    endAnswer: (key, end) =>
      write('end an answer', tx => endAnswer(tx, key, end)),
    listAskers: since => read('list askers', db => listAskers(db, since)),
    takeOpenAnswers: query =>
      write('take open answers', tx => takeOpenAnswers(tx, query)),
  };
}
