import {
  formatClock,
  formatDay,
  formatInstant,
  type Reader,
} from './formatInstant';

const REF = /\b(?:user|group):[\w.-]+\/([\w.-]*\w)/gi;
const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;

function sayInstant(iso: string, reader: Reader): string {
  const clock = formatClock(iso, reader);
  return formatInstant(iso, reader).startsWith('today')
    ? clock
    : `${formatDay(iso, reader)}, ${clock}`;
}

/**
 * A sentence of the backend as the rest of the screen speaks: people and groups by their names, instants in the
 * reader's zone.
 *
 * @example
 * sayText('group:default/leads until 2026-11-18T14:38:00Z', reader) // 'leads until 14:38'
 */
export function sayText(text: string, reader: Reader): string {
  return text
    .replace(REF, '$1')
    .replace(INSTANT, iso => sayInstant(iso, reader));
}
