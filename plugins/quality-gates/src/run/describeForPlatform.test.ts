import { createRun } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import { describeForPlatform } from './describeForPlatform';

it('says which run, which span, what it said and where to look', () => {
  const text = describeForPlatform(
    {
      run: createRun({ result: 'failure' }),
      failure: {
        verdict: 'platform',
        spanId: 'ab12',
        name: 'integration',
        message: 'The runner has received a shutdown signal.',
        sentence: 'The runner was lost.',
        decisive: true,
      },
      permalink: 'https://portal.example.com/run',
      traceUrls: ['https://traces.example.com/1'],
    },
    t,
  );
  expect(text.split('\n')).toEqual([
    'Run 4816, checkout-ci',
    'Component: component:default/checkout',
    'Branch or pull request: main',
    'Commit: 9f3c2e1aa00000000000000000000000000000000',
    'Started: 2026-11-18T12:40:41.000Z',
    'Step: integration',
    'Span: ab12',
    'Whose failure: Platform',
    'Why: The runner was lost.',
    'Message: The runner has received a shutdown signal.',
    'This page: https://portal.example.com/run',
    'CI system: https://ci.example.com/runs/4816',
    'Trace: https://traces.example.com/1',
  ]);
});
