/** A log with a rule in the driver and one in an extension, and every way in which a result is no finding. */
export const log = {
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'CodeQL',
          rules: [
            {
              id: 'sql',
              shortDescription: { text: 'SQL injection' },
              defaultConfiguration: { level: 'error' },
              properties: { 'security-severity': '9.1' },
            },
          ],
        },
        extensions: [
          {
            name: 'queries',
            rules: [{ id: 'dead', defaultConfiguration: { level: 'note' } }],
          },
        ],
      },
      invocations: [
        { executionSuccessful: true, endTimeUtc: '2025-03-10T12:00:00Z' },
      ],
      results: [
        {
          ruleId: 'dead',
          rule: { index: 0, toolComponent: { index: 0 } },
          message: { text: 'never read' },
          baselineState: 'unchanged',
        },
        {
          ruleId: 'sql',
          ruleIndex: 0,
          message: {},
          baselineState: 'new',
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'src/a.ts' },
                region: { startLine: 12 },
              },
            },
          ],
        },
        {
          ruleId: 'sql/sub',
          message: { text: 'accepted' },
          suppressions: [{ kind: 'inSource' }],
        },
        {
          ruleId: 'sql',
          message: {},
          suppressions: [{ kind: 'external', status: 'underReview' }],
        },
        { ruleId: 'sql', kind: 'pass', message: {} },
        { ruleId: 'sql', baselineState: 'absent', message: {} },
        { ruleId: 'unheard-of', message: { text: 'no rule' } },
      ],
    },
  ],
};
