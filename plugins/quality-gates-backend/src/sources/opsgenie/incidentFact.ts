import { InputError } from '@backstage/errors';
import {
  keepLabels,
  readLabels,
  subjectOfLabels,
  type FactOf,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Told } from './payloads';

/** Where a catalog says which alerts are an entity's; the Opsgenie plugin reads the same ones. */
const SELECTOR_ANNOTATION = 'opsgenie.com/component-selector';
const TEAM_ANNOTATION = 'opsgenie.com/team';
const MAX_TAGS = 50;

/** Something that was done to an alert or an incident. */
export interface Doing {
  readonly kind: 'alert' | 'incident';
  readonly id: string;
  readonly state: 'open' | 'over';
  readonly told: Told;
  readonly teams: readonly string[];
  readonly service?: string;
}

/**
 * One incident fact, as of the time of the last change. Throws InputError when something is over and nobody says since
 * when: it would stay open for ever.
 */
export function incidentFact(doing: Doing): FactOf<'incident'> {
  const { kind, id, state, told } = doing;
  const over = state === 'over';
  if (over && told.updatedAt === undefined) {
    throw new InputError(
      `Opsgenie ${kind}: ${kind}.updatedAt: must be a time when the ${kind} is over`,
    );
  }
  const labels = new Map([...readLabels(told.tags), ...told.details]);
  return {
    type: 'incident',
    key: kind === 'alert' ? `opsgenie:${id}` : `opsgenie:incident/${id}`,
    subject: subjectOf(doing, labels),
    channel: 'webhook',
    at: told.updatedAt ?? told.createdAt,
    phase: over ? 'terminal' : 'executing',
    data: {
      id,
      openedAt: told.createdAt,
      resolvedAt: over ? told.updatedAt : undefined,
      severity: told.priority,
      title: told.message,
      labels: keepLabels(labels),
    },
  };
}

/** Tags first: they name a component, while a team mostly owns several. */
function subjectOf(
  { told, teams, service }: Doing,
  labels: ReadonlyMap<string, string>,
): Subject {
  const named = subjectOfLabels(labels);
  const selectors = told.tags
    .slice(0, MAX_TAGS)
    .flatMap(tag => [`tag:"${tag}"`, `tag:${tag}`]);
  return {
    ...named,
    service: named.service ?? service,
    annotations: [
      ...selectors.map(value => ({ key: SELECTOR_ANNOTATION, value })),
      ...[...new Set(teams)].map(value => ({ key: TEAM_ANNOTATION, value })),
    ],
  };
}
