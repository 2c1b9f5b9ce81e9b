/** Texts of the platform team's page. */
export const platformMessages = {
  platform: {
    title: 'Quality gates admin',
    subtitle: 'What arrived and could not be used',
    forbidden: 'This page is for the platform team',
    forbiddenWhy:
      'It needs the permission quality-gates.admin. Ask whoever keeps the permission policy of this portal.',
    catalog: {
      title: 'Catalog',
      text: 'A new annotation counts as soon as the catalog has been read again, which happens by itself. This reads it now.',
      refresh: 'Read the catalog now',
      busy: 'Reading the catalog',
      changed: 'Read. Facts that fit an entity now were given to it.',
      same: 'Read. Nothing has changed since the last time.',
      failed:
        'The catalog could not be read: {{message}}. Look at the log of the backend, then try again.',
    },
    unmapped: {
      title: 'Facts that belong to no entity',
      what: 'unmapped facts',
      count_one: '{{count}} kind of fact, the newest first',
      count_other: '{{count}} kinds of facts, the newest first',
      truncated: 'The newest {{number}}; more exist.',
      filter: 'Reason',
      any: 'All reasons',
      none: 'Every fact belongs to an entity',
      noneWhy: 'Whatever arrives and fits no entity is kept and listed here.',
      noneOf: 'No fact is unmapped for this reason',
      table: 'Unmapped facts',
      fact: 'What arrived',
      why: 'Why',
      fix: 'What would map it',
      seen: 'Times',
      firstAndLast: 'First and last',
      source: 'Source',
      snippet: 'Annotations that map {{what}}',
      reason: {
        'unknown-entity': 'The entity it names is not in the catalog.',
        'no-match': 'No annotation or source location fits.',
        ambiguous: 'More than one entity fits.',
        'entity-gone': 'Its entity has left the catalog.',
        'not-allowed': 'Its sender may not report for this entity.',
      },
      advice: {
        'unknown-entity': 'Register the entity, or correct the name it sends.',
        'no-match': 'Name the entity in the message: entityRef.',
        ambiguous:
          'Say which one with quality-gates.io/path or quality-gates.io/pipeline.',
        'entity-gone': 'Register the entity again, or stop the sender.',
        'not-allowed':
          'Allow the entity for this token, or use the token of its owner.',
      },
    },
    failed: {
      title: 'Failed deliveries',
      what: 'failed deliveries',
      count_one: '{{count}} delivery, its bytes are kept',
      count_other: '{{count}} deliveries, newest first; their bytes are kept',
      truncated: 'The newest {{number}}; more exist.',
      none: 'No delivery has failed',
      noneWhy:
        'A message that cannot be understood is kept with its reason and listed here.',
      table: 'Failed deliveries',
      source: 'Source',
      kind: 'Kind',
      reason: 'Why it failed',
      noReason: 'No reason was kept.',
      received: 'Received',
      action: 'Action',
      replay: 'Replay',
      replayOf: 'Replay {{kind}} of {{source}}, {{when}}',
      replaying: 'Replaying',
      replayed: 'Replay asked for',
      failedOne:
        'Delivery {{id}} could not be replayed: {{message}}. Its bytes may be gone; have its sender send it again.',
      all: 'Replay all of a source',
      from: 'From',
      to: 'Until',
      doAll: 'Replay all',
      busy: 'Asking',
      done_one:
        '{{count}} delivery is replayed. What fails again comes back here.',
      done_other:
        '{{count}} deliveries are replayed. What fails again comes back here.',
      failedAll:
        'They could not be replayed: {{message}}. Nothing is lost; try again, or a shorter window.',
      order: 'The end must be after the beginning.',
    },
  },
} as const;
