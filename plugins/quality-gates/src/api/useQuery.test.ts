import { act, renderHook, waitFor } from '@testing-library/react';
import { useQuery } from './useQuery';

afterEach(() => jest.useRealTimers());

describe('useQuery', () => {
  it('loads once for a key', async () => {
    const read = jest.fn(async () => 'first');
    const { result, rerender } = renderHook(() => useQuery({ key: 'a', read }));
    expect(result.current).toMatchObject({ loading: true, data: undefined });
    await waitFor(() => expect(result.current.data).toBe('first'));
    rerender();
    expect(result.current).toMatchObject({ loading: false, error: undefined });
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('shows nothing of the old answer under a new key, and aborts the old question', async () => {
    const signals: AbortSignal[] = [];
    const read = (key: string) => (signal: AbortSignal) => {
      signals.push(signal);
      return key === 'slow'
        ? new Promise<string>(() => {})
        : Promise.resolve(key);
    };
    const { result, rerender } = renderHook(
      ({ key }) => useQuery({ key, read: read(key) }),
      { initialProps: { key: 'slow' } },
    );
    await waitFor(() => expect(signals).toHaveLength(1));
    rerender({ key: 'b' });
    expect(result.current.data).toBeUndefined();
    await waitFor(() => expect(result.current.data).toBe('b'));
    expect(signals[0].aborted).toBe(true);
  });

  it('tells an error, and asks again on retry', async () => {
    const read = jest
      .fn<Promise<string>, []>()
      .mockRejectedValueOnce(new Error('away'))
      .mockResolvedValue('back');
    const { result } = renderHook(() => useQuery({ key: 'a', read }));
    await waitFor(() => expect(result.current.error?.message).toBe('away'));
    act(() => result.current.retry());
    await waitFor(() => expect(result.current.data).toBe('back'));
    expect(result.current.error).toBeUndefined();
  });

  it('keeps the last good answer when a refresh fails', async () => {
    const read = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('good')
      .mockRejectedValue(new Error('away'));
    const { result } = renderHook(() => useQuery({ key: 'a', read }));
    await waitFor(() => expect(result.current.data).toBe('good'));
    const { loadedAt } = result.current;
    act(() => result.current.retry());
    await waitFor(() => expect(result.current.error).toBeDefined());
    expect(result.current).toMatchObject({ data: 'good', loadedAt });
  });

  it('asks again after the time that fits the answer', async () => {
    jest.useFakeTimers();
    let answer = 0;
    const read = async () => (answer += 1);
    const refreshMs = (data?: number) => (data === 1 ? 5_000 : undefined);
    const { result } = renderHook(() =>
      useQuery({ key: 'a', read, refreshMs }),
    );
    await act(() => jest.advanceTimersByTimeAsync(0));
    expect(result.current.data).toBe(1);
    await act(() => jest.advanceTimersByTimeAsync(4_999));
    expect(result.current.data).toBe(1);
    await act(() => jest.advanceTimersByTimeAsync(1));
    expect(result.current.data).toBe(2);
    await act(() => jest.advanceTimersByTimeAsync(600_000));
    expect(result.current.data).toBe(2);
  });
});
