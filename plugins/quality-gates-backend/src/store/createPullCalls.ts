import { readPollStates, writePollState } from './polls';
import type { PullStore } from './PullStore';
import type { Transactor } from './transactor';
import { listUnknownRanges } from './unknownRanges';

/** The {@link PullStore} on a database whose tables are there. */
export function createPullCalls({ read, write }: Transactor): PullStore {
  return {
    readPollStates: source =>
      read('read polls', db => readPollStates(db, source)),
    writePollState: (source, target, state) =>
      write('keep a poll', tx => writePollState(tx, source, target, state)),
    listUnknownRanges: query =>
      read('list deployments without commits', db =>
        listUnknownRanges(db, query),
      ),
  };
}
