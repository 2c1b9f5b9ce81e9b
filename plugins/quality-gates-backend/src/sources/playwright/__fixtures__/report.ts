const result = (status: string, rest: object = {}) => ({
  status,
  duration: 500,
  ...rest,
});

/** As the JSON reporter writes it: a passed, a failed, a flaky and a skipped test in two projects. */
export const report = {
  suites: [
    {
      title: 'cart.spec.ts',
      file: 'cart.spec.ts',
      specs: [],
      suites: [
        {
          title: 'cart',
          file: 'cart.spec.ts',
          specs: [
            {
              title: 'adds',
              file: 'cart.spec.ts',
              tags: ['smoke', '@fast'],
              tests: [
                {
                  projectName: 'chromium',
                  status: 'expected',
                  results: [result('passed')],
                },
                {
                  projectName: 'webkit',
                  status: 'flaky',
                  results: [
                    result('failed', {
                      error: { message: '\u001b[31mslow\u001b[39m' },
                    }),
                    result('passed'),
                  ],
                },
              ],
            },
            {
              title: 'pays',
              tags: [],
              tests: [
                {
                  projectName: 'chromium',
                  status: 'unexpected',
                  results: [result('failed', { error: { message: 'no' } })],
                },
                { projectName: 'webkit', status: 'skipped', results: [] },
              ],
            },
          ],
        },
      ],
    },
  ],
  errors: [],
  stats: { startTime: '2025-03-10T12:00:00.000Z', duration: 2000, expected: 9 },
};
