import { act, screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/test-utils';
import { SectionSkeleton } from './SectionSkeleton';

afterEach(() => jest.useRealTimers());

it('says that it still loads after ten seconds, not before', async () => {
  jest.useFakeTimers();
  await renderInTestApp(<SectionSkeleton />);
  act(() => jest.advanceTimersByTime(9_000));
  expect(screen.queryByText('Still loading')).toBeNull();
  act(() => jest.advanceTimersByTime(1_000));
  expect(screen.getByRole('status')).toHaveTextContent('Still loading');
});
