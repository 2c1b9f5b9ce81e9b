/** Texts of the page that tells which version could be deployed where. */
export const deployableMessages = {
  deployable: {
    link: 'What could I deploy?',
    others: 'Other versions',
    othersIn: 'Other versions for {{environment}}',
    back: 'Summary',
    title: 'What could I deploy?',
    what: 'what could be deployed',
    newest: '{{version}} is the newest version that may go to {{environment}}',
    newestRuns:
      '{{version}} is the newest version that may go to {{environment}}, and runs there already',
    holds: 'The answer is “{{answer}}”, and holds until {{time}}.',
    none: 'No version may go to {{environment}} now',
    noneWhy:
      'No answer that allows one holds. Answers expire, so ask again for the version you want.',
    explain: 'Explain the answer',
    matrix: 'Versions and environments',
    subtitle:
      'Newest answer of each; the version that was asked for last stands first',
    version: 'Version',
    until: 'until {{time}}',
    open: 'not decided yet',
    expired: 'Expired',
    expiredAt: '{{time}}; it was “{{answer}}”',
    invalidated: 'Invalidated',
    invalidatedWhy: 'counts no more',
    notAsked: 'Not asked',
    whatIf: 'What would it be?',
    whatIfOf: 'What would it be for {{version}} in {{environment}}?',
    runs: 'runs there',
    cell: '{{version}} in {{environment}}: {{answer}}',
    nobody: 'Nobody has asked about {{name}} yet',
    nobodyWhy:
      'A version stands here once somebody has asked whether it may go out. Let the pipeline ask before it deploys, with one request; the answer, its gates and until when it holds appear here by themselves.',
    snippet: 'How a pipeline asks',
  },
} as const;
