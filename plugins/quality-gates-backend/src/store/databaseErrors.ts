import {
  ForwardedError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** What to do about an error of a statement or a connection. */
export type ErrorKind = 'conflict' | 'unavailable' | 'other';

/** Two transactions in each other's way: deadlock and serialization failure of PostgreSQL. */
const CONFLICTS = new Set(['40P01', '40001']);

/**
 * The database is away, starting, stopping, full or without a free connection. SQLSTATE classes of PostgreSQL
 * (https://www.postgresql.org/docs/18/errcodes-appendix.html), result codes of SQLite, error codes of sockets.
 */
const UNAVAILABLE = [
  /^08/,
  /^53/,
  /^57P0[1-5]$/,
  /^25006$/,
  /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/,
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENOTFOUND|EAI_AGAIN)$/,
];

/** Errors that say the same only in words; knex puts the statement and a dash before them. */
const UNAVAILABLE_TEXT =
  /(^| - )(Connection terminated|Connection ended|Client has encountered a connection error|timeout expired|aborted$|The database connection is not open|Unable to acquire a connection)/;

/** Reads an error of knex, pg, better-sqlite3 or a socket. */
export function errorKind(error: unknown): ErrorKind {
  if (!isError(error)) return 'other';
  if (error.name === 'ServiceUnavailableError') return 'unavailable';
  const code = typeof error.code === 'string' ? error.code : '';
  if (CONFLICTS.has(code)) return 'conflict';
  const away =
    UNAVAILABLE.some(pattern => pattern.test(code)) ||
    error.name === 'KnexTimeoutError' ||
    (code === '' && UNAVAILABLE_TEXT.test(error.message));
  return away ? 'unavailable' : 'other';
}

/**
 * The error as a caller of the store sees it. Errors of this house (InputError and its kin, and whatever a callback
 * threw) pass as they are; an error of the database that the caller cannot help is forwarded with what was tried.
 */
export function toStoreError(what: string, error: unknown): unknown {
  switch (errorKind(error)) {
    case 'unavailable':
      return new ServiceUnavailableError(
        `Could not ${what}: the database does not answer`,
        error,
      );
    case 'conflict':
      return new ServiceUnavailableError(
        `Could not ${what}: others changed the same rows at the same time`,
        error,
      );
    default:
      return isDatabaseError(error)
        ? new ForwardedError(`Could not ${what}`, error)
        : error;
  }
}

function isDatabaseError(error: unknown): boolean {
  const code = isError(error) ? String(error.code) : '';
  return /^SQLITE_/.test(code) || /^[0-9A-Z]{5}$/.test(code);
}
