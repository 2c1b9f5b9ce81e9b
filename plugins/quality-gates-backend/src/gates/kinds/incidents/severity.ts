/**
 * How bad an incident is: 1 (everything is down) to 5 (to know about), out of the word its system has for it.
 *
 * Numbered words (`P2`, `SEV-1`, `S3`) say it themselves; of the others each system has a few. Opsgenie P1-P5;
 * PagerDuty priorities P1-P5, else urgency high or low; Grafana IRM critical, major, minor; Alertmanager and Prometheus
 * critical or page, warning, info; Sentry fatal, error, warning, info.
 */
const RANKS: Readonly<Record<string, number>> = {
  critical: 1,
  page: 1,
  fatal: 1,
  emergency: 1,
  blocker: 1,
  disaster: 1,
  highest: 1,
  high: 2,
  major: 2,
  error: 2,
  severe: 2,
  medium: 3,
  moderate: 3,
  minor: 3,
  warning: 3,
  warn: 3,
  average: 3,
  low: 4,
  notice: 4,
  lowest: 5,
  info: 5,
  informational: 5,
  information: 5,
  debug: 5,
  none: 5,
};

const NUMBERED = /^(?:p|s|sev|severity|priority)[\s_-]*([0-5])\b/;

/**
 * 1 to 5, 1 being the worst; undefined for a word that means nothing here.
 *
 * @example rankSeverity('SEV-2') // 2
 */
export function rankSeverity(word: string | undefined): number | undefined {
  const text = word?.trim().toLowerCase() ?? '';
  const numbered = NUMBERED.exec(text);
  if (numbered) return Math.max(1, Number(numbered[1]));
  const [first] = text.split(/[^a-z]+/);
  return Object.hasOwn(RANKS, first) ? RANKS[first] : undefined;
}
