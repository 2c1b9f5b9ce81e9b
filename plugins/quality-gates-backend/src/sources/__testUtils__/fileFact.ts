/** Matches an id that stands for the content of a file. */
export const CONTENT_ID = expect.stringMatching(/^[\w-]{22}$/);

/** What golden facts of `deliverFile` have alike. */
export const FILE_FACT = {
  channel: 'plain' as const,
  phase: 'terminal' as const,
  reportedBy: 'ci',
  subject: { entityRef: 'component:default/checkout' },
  key: expect.stringMatching(/^plain:ci\/[\w-]{22}$/),
};
