import { toError } from '@backstage/errors';
import type { Query } from '../api/useQuery';
import { NOW } from './facts';

const at = { triedAt: NOW, loadedAt: NOW, retry: () => {} };

/** A question in one of its states. */
export const query = {
  data: <T>(data: T): Query<T> => ({
    ...at,
    data,
    error: undefined,
    loading: false,
  }),
  loading: <T>(): Query<T> => ({
    data: undefined,
    error: undefined,
    loading: true,
    triedAt: undefined,
    loadedAt: undefined,
    retry: () => {},
  }),
  failed: <T>(retry: () => void = () => {}, statusCode = 503): Query<T> => ({
    data: undefined,
    error: toError(
      Object.assign(new Error('the database is away'), { statusCode }),
    ),
    loading: false,
    triedAt: NOW,
    loadedAt: undefined,
    retry,
  }),
  stale: <T>(data: T): Query<T> => ({
    ...at,
    data,
    error: toError(new Error('no answer')),
    loading: false,
  }),
};
