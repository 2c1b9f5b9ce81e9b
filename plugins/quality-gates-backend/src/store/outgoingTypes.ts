/** The part of the store's contract that is about what leaves: notices on their way, and deployment requests answered. */
import type { ReportRow, ReportType, RowPage } from './rowTypes';

/** Where a notice stands. */
export type NoticeState = 'waiting' | 'sent' | 'failed';

/** Something that leaves Quality Gates. */
export interface NewNotice {
  /** Of its content: the same thing told twice is one. */
  readonly id: string;
  /** What it is about; once addressed, with the id of the notifier. */
  readonly kind: string;
  readonly entityRef: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A notice on its way out, or out. */
export interface NoticeRow extends NewNotice {
  readonly state: NoticeState;
  readonly attempts: number;
  readonly createdAt: number;
  /** When it is tried next, while it waits. */
  readonly nextAt: number;
  readonly lastError: string | null;
}

/** Lists and repairs of the outbox; part of the store. */
export interface NoticeLists {
  listNotices(query: {
    readonly state?: NoticeState;
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<RowPage<NoticeRow>>;
  /** Keeps the addressed copies of a notice and that it is sent. Copies that are there already stay as they are. */
  addressNotice(
    id: string,
    copies: readonly NewNotice[],
    now: number,
  ): Promise<void>;
  /** Has a failed notice tried again from the beginning. False when there is no such notice that failed. */
  retryNotice(id: string, now: number): Promise<boolean>;
}

/** A request is answered once; `ended` = by somebody else, or not at all. `failed` = could not be, and may yet. */
export type AnswerState =
  | 'open'
  | 'answering'
  | 'failed'
  | 'approved'
  | 'rejected'
  | 'ended';

/** Which request. */
export interface AnswerKey {
  readonly entityRef: string;
  readonly requestKey: string;
}

/** One request and what became of it. */
export interface DeploymentAnswer extends AnswerKey {
  /** The newest evaluation that spoke of it. */
  readonly evaluationId: string;
  readonly state: AnswerState;
  /** What the answer is or would have been; null = not decided. */
  readonly verdict: 'approved' | 'rejected' | null;
  /** Reports that were sent or may have been. */
  readonly reports: number;
  /** The last one that arrived. */
  readonly lastReport: string | null;
  readonly note: string | null;
}

/** Reads and writes of {@link DeploymentAnswer}; part of the store. */
export interface DeploymentAnswers {
  /** The answer as it is; made as `open` when it is not there. Remembers the evaluation. */
  openAnswer(
    key: AnswerKey & { readonly evaluationId: string; readonly now: number },
  ): Promise<DeploymentAnswer>;
  /** Takes one of `most` reports. False when none is left, or the request is not open any more. */
  takeReport(key: AnswerKey, most: number): Promise<boolean>;
  /** The report arrived: keeps what it said. Without a text it did not, and may be sent again. */
  settleReport(key: AnswerKey, text?: string): Promise<void>;
  /**
   * Keeps the intent to answer, from `open` (also one that failed) or from an intent of before. False when it stands
   * elsewhere by now.
   */
  beginAnswer(
    key: AnswerKey,
    begin: {
      readonly verdict: 'approved' | 'rejected';
      readonly from: 'open' | 'answering';
    },
  ): Promise<boolean>;
  /** Keeps how it ended; an end is never changed. */
  endAnswer(
    key: AnswerKey,
    end: {
      readonly state: Exclude<AnswerState, 'open' | 'answering'>;
      readonly note?: string;
    },
  ): Promise<void>;
  /** Entities about which somebody has asked since then; sorted, at most 10,000. */
  listAskers(since: number): Promise<readonly string[]>;
  /** Not answered yet and asked since then, `failedSince` where it failed; marks them as looked at. */
  takeOpenAnswers(query: {
    readonly now: number;
    readonly since: number;
    readonly failedSince: number;
    readonly limit: number;
  }): Promise<readonly DeploymentAnswer[]>;
}

/** Everything the delivering side reads and writes, beside taking and settling notices. */
export interface OutgoingStore extends NoticeLists, DeploymentAnswers {
  readReport<T extends ReportType>(
    entityRef: string,
    type: T,
    key: string,
  ): Promise<ReportRow<T> | undefined>;
}
