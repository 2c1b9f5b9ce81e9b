import {
  ForwardedError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { errorKind, toStoreError } from './databaseErrors';

function failure(message: string, rest: object = {}): Error {
  return Object.assign(new Error(message), rest);
}

describe('errorKind', () => {
  it.each([
    failure('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED' }),
    failure('BEGIN; - terminating connection', { code: '57P01' }),
    failure('the database system is starting up', { code: '57P03' }),
    failure('sorry, too many clients already', { code: '53300' }),
    failure('connection failure', { code: '08006' }),
    failure('BEGIN; - Connection terminated unexpectedly'),
    failure('Connection terminated due to connection timeout'),
    failure('insert into delivery - database is locked', {
      code: 'SQLITE_BUSY',
    }),
    failure('database or disk is full', { code: 'SQLITE_FULL' }),
    failure('Knex: Timeout acquiring a connection.', {
      name: 'KnexTimeoutError',
    }),
    new AggregateError([], 'connect'),
  ])('knows that the database is away: %s', error => {
    const given =
      error instanceof AggregateError
        ? Object.assign(error, { code: 'ECONNREFUSED' })
        : error;
    expect(errorKind(given)).toBe('unavailable');
  });

  it.each(['40P01', '40001'])('knows a collision: %s', code => {
    expect(errorKind(failure('collision', { code }))).toBe('conflict');
  });

  it.each([
    failure('relation "stars" does not exist', { code: '42P01' }),
    failure('no such table: stars', { code: 'SQLITE_ERROR' }),
    failure('the upload was aborted by its sender'),
    new InputError('The cursor is malformed'),
    'not even an error',
  ])('leaves everything else alone: %s', error => {
    expect(errorKind(error)).toBe('other');
  });
});

describe('toStoreError', () => {
  it('says what was tried, and that it may be tried again', () => {
    const error = toStoreError(
      'keep deliveries',
      failure('away', { code: 'ECONNREFUSED' }),
    );
    expect(error).toBeInstanceOf(ServiceUnavailableError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^Could not keep deliveries: the database does not answer/,
      ),
    });
  });

  it('forwards a mistake of ours in SQL', () => {
    const error = failure('no such table: stars', { code: 'SQLITE_ERROR' });
    expect(toStoreError('count stars', error)).toBeInstanceOf(ForwardedError);
  });

  it('passes what a callback threw', () => {
    const error = new InputError('no');
    expect(toStoreError('process deliveries', error)).toBe(error);
  });
});
