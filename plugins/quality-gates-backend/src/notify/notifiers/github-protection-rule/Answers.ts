/** What the rule remembers of a request between two notices, over restarts and replicas. */

/** Which request. */
export interface AnswerKey {
  readonly entityRef: string;
  readonly requestKey: string;
}

/** A request and what became of it. `answering` = the intent is kept, and whether it arrived is not known. */
export interface Answer extends AnswerKey {
  readonly evaluationId: string;
  readonly state:
    | 'open'
    | 'answering'
    | 'failed'
    | 'approved'
    | 'rejected'
    | 'ended';
  readonly verdict: 'approved' | 'rejected' | null;
  /** What the last status report that arrived said. */
  readonly lastReport: string | null;
}

/** Where answers are kept; every change names the state it starts from. */
export interface Answers {
  openAnswer(
    key: AnswerKey & { readonly evaluationId: string; readonly now: number },
  ): Promise<Answer>;
  /** False when `most` were sent, or the request is not open any more. */
  takeReport(key: AnswerKey, most: number): Promise<boolean>;
  /** Without a text it did not arrive. */
  settleReport(key: AnswerKey, text?: string): Promise<void>;
  /** From `open`, also one that failed. False when it stands elsewhere by now: somebody else is at it, or was. */
  beginAnswer(
    key: AnswerKey,
    begin: {
      readonly verdict: 'approved' | 'rejected';
      readonly from: 'open' | 'answering';
    },
  ): Promise<boolean>;
  endAnswer(
    key: AnswerKey,
    end: {
      readonly state: 'approved' | 'rejected' | 'ended' | 'failed';
      readonly note?: string;
    },
  ): Promise<void>;
  takeOpenAnswers(query: {
    readonly now: number;
    readonly since: number;
    /** For those that failed. */
    readonly failedSince: number;
    readonly limit: number;
  }): Promise<readonly Answer[]>;
}

/** A request that somebody else let through, rejected or gave up. */
export interface AnsweredElsewhere extends AnswerKey {
  readonly evaluationId: string;
  readonly environment: string;
  /** `approved` = it was deployed without our verdict. */
  readonly how: 'approved' | 'rejected' | 'gone';
  /** Login; null where GitHub names nobody. */
  readonly by: string | null;
  readonly comment: string | null;
  readonly at: number;
}
