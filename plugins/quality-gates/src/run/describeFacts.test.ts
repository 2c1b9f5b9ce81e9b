import { createRun, createStats } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import { describeFacts } from './describeFacts';

it('has each number beside what it is measured against', () => {
  const run = createRun({
    result: 'failure',
    firstFailureSeconds: 402,
    lostToPlatformSeconds: 209,
  });
  const facts = describeFacts(run, createStats({ cacheHitRatio: 0.94 }), t);
  expect(facts.map(({ value, note }) => [value, note])).toEqual([
    ['9:00', 'median 8:30, n = 96'],
    ['6:42', 'feedback p95 8:36'],
    ['41 s', '7.1 % of 9:41 from push to end'],
    ['3:29', 'queues and failed platform steps'],
    ['94 %', 'of the pipeline, n = 96'],
  ]);
});

it('does not say of a run that goes on that nothing failed', () => {
  const run = createRun({ phase: 'executing', durationSeconds: null });
  const facts = describeFacts(run, undefined, t);
  expect(facts[0].value).toBe('Not finished');
  expect(facts[1].value).toBe('None so far');
});

it('has words where nothing is known, never zero', () => {
  const run = createRun({ durationSeconds: null, queueSeconds: null });
  const facts = describeFacts(run, undefined, t);
  expect(facts.map(({ value }) => value)).toEqual([
    'Unknown',
    'No failure',
    'Unknown',
    'Unknown',
    'No data',
  ]);
  expect(facts.some(({ known }) => known)).toBe(false);
});
