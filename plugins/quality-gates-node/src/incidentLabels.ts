/**
 * Labels of alerts and incidents: whose they are, and what is kept of them. Senders choose them freely, so what is kept
 * has a bound.
 */
import type { Subject } from './Fact';

const MAX_LABELS = 50;
const MAX_LENGTH = 512;
/** Labels that name the service; the first that is set counts. */
const SERVICE_LABELS = ['service', 'component', 'app'] as const;

/**
 * Labels out of words such as tags: what stands before the first separator is the name. Words without one, without a
 * name or without a value are no labels; of a name that comes twice the first counts.
 *
 * @example readLabels(['service:payments', 'urgent']) // Map { 'service' → 'payments' }
 */
export function readLabels(
  words: readonly string[],
  separator = ':',
): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf(separator);
    const name = word.slice(0, Math.max(at, 0)).trim();
    const value = word.slice(at + 1).trim();
    if (name && value && !labels.has(name)) labels.set(name, value);
  }
  return labels;
}

/** Who the labels name: `entity_ref`, and the first of `service`, `component` and `app`. */
export function subjectOfLabels(
  labels: ReadonlyMap<string, string>,
): Pick<Subject, 'entityRef' | 'service'> {
  const named = SERVICE_LABELS.find(label => labels.get(label));
  return {
    entityRef: labels.get('entity_ref') || undefined,
    service: named && labels.get(named),
  };
}

/**
 * At most 50 labels of 512 characters, by name. `cause` comes first: it decides whether an incident counts, and so must
 * not be the one left out.
 */
export function keepLabels(
  labels: ReadonlyMap<string, string>,
): Record<string, string> {
  const rank = (name: string) => (name === 'cause' ? 0 : 1);
  const sorted = [...labels].sort(
    ([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1),
  );
  return Object.fromEntries(
    sorted
      .slice(0, MAX_LABELS)
      .map(([name, value]) => [
        name.slice(0, MAX_LENGTH),
        value.slice(0, MAX_LENGTH),
      ]),
  );
}
