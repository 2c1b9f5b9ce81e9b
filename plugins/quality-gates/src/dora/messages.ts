/** Texts of delivery performance and of the events behind it. */
export const doraMessages = {
  dora: {
    title: 'Delivery performance',
    what: 'delivery performance',
    scope_one:
      '{{environments}}, {{count}} deployment, commits known for {{covered}}. Compared with the {{days}} days before.',
    scope_other:
      '{{environments}}, {{count}} deployments, commits known for {{covered}}. Compared with the {{days}} days before.',
    scopeNone: '{{environments}}, no deployment in this window.',
    benchmark: 'Benchmark DORA {{year}}',
    choose: 'Metric',
    about: 'About {{metric}}',
    connect: 'Connect a source',
    metric: {
      deploymentFrequency: 'Deployment frequency',
      changeLeadTime: 'Change lead time',
      changeFailRate: 'Change fail rate',
      recoveryTime: 'Failed deployment recovery',
      reworkRate: 'Deployment rework rate',
    },
    definition: {
      deploymentFrequency:
        'Deployments that reached the environment, divided by the calendar days of the window.',
      changeLeadTime:
        'From a commit until the first deployment that brought it. Median over commits, merges left out.',
      changeFailRate:
        'Deployments that failed, divided by deployments. Failed: an incident is linked, it was rolled back, a hotfix names it, or it failed after reaching the environment.',
      recoveryTime:
        'From a failed deployment until its last incident was resolved, or its roll-back or hotfix finished. Median; open failures are counted, not averaged.',
      reworkRate:
        'Unplanned deployments that repair an earlier one, divided by deployments.',
    },
    benchmarkOf: {
      deploymentFrequency:
        'DORA 2023, a week: elite 7 or more, high 1 or more, medium 0.23 or more, else low.',
      changeLeadTime:
        'DORA 2023: elite under 1 d, high under 7 d, medium under 30 d, else low.',
      changeFailRate:
        'DORA 2023: elite up to 5 %, high up to 10 %, medium up to 15 %, else low.',
      recoveryTime:
        'DORA 2023: elite under 1 h, high under 1 d, medium under 7 d, else low.',
      reworkRate: 'The 2023 report has no bands for rework.',
    },
    unit: {
      median: '{{unit}} median',
      perWeek: '/ week',
      perMonth: '/ 30 days',
    },
    perDay: '{{value}} / day',
    p90: 'p90 {{value}}',
    fraction: '{{hit}} of {{of}}',
    failedMarked_one: '{{count}} failed, marked',
    failedMarked_other: '{{count}} failed, marked',
    openFailures_one: '{{count}} failure still open, not averaged',
    openFailures_other: '{{count}} failures still open, not averaged',
    interval: '95 % interval {{low}} to {{high}}',
    fewSamples_one: '{{count}} sample: read with care.',
    fewSamples_other: '{{count}} samples: read with care.',
    trend: {
      percent: '{{change}}, {{verdict}}',
      points: '{{change}} points, {{verdict}}',
      better: 'better',
      worse: 'worse',
      same: 'As before',
      none: 'Nothing to compare with',
    },
    band: {
      elite: 'Elite, {{year}}',
      high: 'High, {{year}}',
      medium: 'Medium, {{year}}',
      low: 'Low, {{year}}',
      none: 'No band',
      few: 'No band below n = 5',
      notIn: 'No band in {{year}}',
      noBenchmark: 'No benchmark chosen',
    },
    missing: {
      'no-source': {
        word: 'No data',
        note: 'No deployment source is connected.',
      },
      'no-deployments': {
        word: 'No deployment',
        note: 'Nothing was deployed in this window.',
      },
      'commits-unknown': {
        word: 'No data',
        note: 'Which commits the deployments brought is not known.',
      },
      'no-changes': {
        word: 'No change',
        note: 'The deployments brought no new commit.',
      },
      'no-failures': {
        word: 'No failure',
        note: 'None of {{deployments}} deployments failed, so there is nothing to recover from.',
      },
      'failures-open': {
        word: 'Still open',
        note: 'Failures still open: {{open}}. None is averaged.',
      },
      'insufficient-data': {
        word: 'Too little data',
        note: 'There are not enough samples for a number.',
      },
      'not-configured': {
        word: 'No data',
        note: 'This is not configured.',
      },
      other: { word: 'No data', note: 'Reason given: {{reason}}.' },
    },
    basis: {
      definition: 'Definition',
      window: 'Window',
      windowOf: '{{range}}, {{zone}}. {{environments}}.',
      samples: 'Samples',
      coverage: 'Coverage',
      benchmark: 'Benchmark',
      commits: 'Commits are known for {{covered}} of {{of}} deployments.',
      attempts:
        'Attempts that are no deployments: {{failed}} failed, {{cancelled}} cancelled, {{pending}} pending.',
      incidents:
        '{{linked}} of {{total}} incidents are linked to a deployment.',
      'negative-lead-time_one':
        '{{count}} commit is younger than its deployment and left out.',
      'negative-lead-time_other':
        '{{count}} commits are younger than their deployment and left out.',
      'deployment-without-commits_one':
        '{{count}} deployment came without known commits.',
      'deployment-without-commits_other':
        '{{count}} deployments came without known commits.',
      other_one: '{{code}}: {{count}}.',
      other_other: '{{code}}: {{count}}.',
    },
  },
  chart: {
    asTable: 'Show as table',
    asChart: 'Show as chart',
    from: 'From',
    deployments: 'Deployments',
    nothing: 'No data',
    failedTitle: 'Failed',
    failed_one: '{{count}} failed',
    failed_other: '{{count}} failed',
    n_one: 'n = {{count}} deployment',
    n_other: 'n = {{count}} deployments',
  },
  events: {
    what: 'the events behind this number',
    deployments: 'Deployments',
    commits: 'Commits behind this number',
    incidents: 'Incidents in this window',
    count_one: '{{count}} in this window.',
    count_other: '{{count}} in this window.',
    truncated: 'More exist than can be listed here.',
    deploymentsOf: {
      deploymentFrequency: 'Deployments behind this number',
      changeLeadTime: 'Deployments that brought commits',
      changeFailRate: 'Deployments that failed',
      recoveryTime: 'Deployments that failed',
      reworkRate: 'Deployments that repair an earlier one',
    },
    none: {
      deploymentFrequency: 'No deployment in this window',
      changeLeadTime: 'No deployment with known commits in this window',
      changeFailRate: 'No deployment failed in this window',
      recoveryTime: 'No deployment failed in this window',
      reworkRate: 'No deployment repaired an earlier one in this window',
    },
    noIncident: 'No incident in this window',
    noIncidentWhy:
      'Incidents arrive through POST /ingest/incidents, and link to a deployment by its id or by time.',
    openFor: 'open for {{elapsed}}',
    unlinked: 'No deployment: not linked',
    linked: {
      explicit: '{{id}}, named by the incident',
      window: '{{id}}, by time',
    },
  },
} as const;
