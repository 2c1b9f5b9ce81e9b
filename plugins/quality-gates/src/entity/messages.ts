/** Texts of the tab, the overview card and the first steps. */
export const entityMessages = {
  tab: {
    title: 'Quality gates',
    what: 'quality gates',
    summary: 'Summary',
    gates: 'Gates',
    delivery: 'Delivery',
    pipelines: 'Pipelines',
    policy: 'Policy',
  },
  filters: {
    label: 'Environment and window',
    environment: 'Environment',
    window: 'Window',
    days: '{{days}} days: {{range}}',
  },
  card: {
    subtitle: '{{environments}}, 30 days',
    open: 'Open quality gates',
    start: 'See the first steps',
    silent: 'Three steps, about 10 minutes.',
    passed_one: '{{count}} of {{of}} gates passed last time',
    passed_other: '{{count}} of {{of}} gates passed last time',
    more_one: 'and {{count}} more gate',
    more_other: 'and {{count}} more gates',
  },
  setup: {
    title: 'Nothing has arrived from {{name}} yet',
    more: 'Connect more sources to {{name}}',
    lead: 'Three steps, about 10 minutes. Each answers something by itself; do them in any order.',
    listening: 'Listening',
    lastLook: 'Listening, last look {{time}}',
    systems: 'System',
    deployment: {
      title: 'Send a deployment',
      answers:
        'Answers: how often we deploy, what runs where. Add it after your deploy step.',
      token:
        'You need a token: ask the platform team. It is set in the configuration under qualityGates.ingest.tokens.',
    },
    sources: {
      title: 'Name the sources in catalog-info.yaml',
      missing: 'Answers: runs, commits, lead time. One line is missing.',
      complete: 'Answers: runs, commits, lead time. Nothing is missing.',
    },
    outcome: {
      title: 'Report a gate outcome',
      answers:
        'Answers: which gates pass, and since when. Send it where a gate is decided today.',
    },
  },
  known: {
    title: 'Known already, from the catalog',
    value: '{{name}} {{value}}',
    unknown: '{{name}} unknown',
    owner: 'Owner',
    source: 'Source',
    lifecycle: 'Lifecycle',
    system: 'System',
  },
} as const;
