import {
  deliverFile,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { CONTENT_ID, FILE_FACT } from '../__testUtils__/fileFact';
import { report } from './__fixtures__/report';
import { playwright } from './index';

const startedAt = Date.parse('2025-03-10T12:00:00Z');
const place = { file: 'cart.spec.ts', suite: 'cart' };
const nest = (depth: number): object =>
  depth === 0 ? {} : { title: 'x', suites: [nest(depth - 1)] };

describeSource(playwright, {
  golden: [
    {
      title:
        'a report is one test report, with a case for each test and project',
      delivery: deliverFile('playwright', report),
      facts: [
        {
          ...FILE_FACT,
          type: 'test-report',
          at: startedAt + 2_000,
          data: {
            id: CONTENT_ID,
            tool: 'playwright',
            commit: 'c1',
            startedAt,
            finishedAt: startedAt + 2_000,
            durationSeconds: 2,
            passed: 1,
            failed: 1,
            skipped: 1,
            flaky: 1,
            cases: [
              {
                ...place,
                name: 'pays',
                project: 'chromium',
                status: 'failed',
                durationSeconds: 0.5,
                tags: [],
                message: 'no',
              },
              {
                ...place,
                name: 'adds',
                project: 'webkit',
                status: 'flaky',
                durationSeconds: 1,
                tags: ['@smoke', '@fast'],
                message: 'slow',
              },
              {
                ...place,
                name: 'adds',
                project: 'chromium',
                status: 'passed',
                durationSeconds: 0.5,
                tags: ['@smoke', '@fast'],
              },
              {
                ...place,
                name: 'pays',
                project: 'webkit',
                status: 'skipped',
                tags: [],
              },
            ],
          },
        },
      ],
    },
  ],
  malformed: [
    {
      title: 'JSON that is no report',
      delivery: deliverFile('playwright', { tests: [] }),
      names: 'suites',
    },
    {
      title: 'a status that Playwright does not know, by its place',
      delivery: deliverFile('playwright', {
        suites: [
          { suites: [{ specs: [{ title: 'a', tests: [{ status: 'ok' }] }] }] },
        ],
      }),
      names: 'suites.0.suites.0.specs.0.tests.0.status',
    },
    {
      title: 'suites nested a thousand deep',
      delivery: deliverFile('playwright', { suites: [nest(1_000)] }),
      names: 'nested too deep',
    },
  ],
});

describe('playwright', () => {
  const read = (body: object) =>
    playwright.normalise(deliverFile('playwright', body))[0].data;

  it('is incomplete with errors outside of tests', () => {
    const errors = [{ message: 'Error: No tests found' }];
    expect(read({ ...report, suites: [], errors })).toMatchObject({
      passed: 0,
      failed: 0,
      incomplete: 'Error: No tests found',
    });
  });

  it('is incomplete when tests were interrupted', () => {
    const tests = [{ status: 'skipped', results: [{ status: 'interrupted' }] }];
    const suites = [{ specs: [{ title: 'a', tests }] }];
    expect(read({ suites })).toMatchObject({
      incomplete: '1 tests were interrupted',
    });
  });
});
