import type { PipelineAlert } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../show/formatDuration';
import { formatNumber, formatPercent } from '../show/formatNumber';
import type { Translate } from '../translation';
import type { HealthFactId } from './describeHealth';

interface AboutAlert {
  /** The number that it is shown beside, when that is among those of a pipeline. */
  readonly fact?: HealthFactId;
  readonly format: (value: number) => string;
  /** True when too little is the problem. */
  readonly under?: boolean;
}

const ALERTS = {
  'pull-request-p95': { fact: 'p95', format: formatDuration },
  'p95-regression': { format: formatPercent },
  'suite-p95': { format: formatDuration },
  'failure-ratio': { fact: 'failures', format: formatPercent },
  'queue-median': { fact: 'queue', format: formatDuration },
  'cache-hit-ratio': { fact: 'cache', format: formatPercent, under: true },
  'feedback-p95': { fact: 'feedback', format: formatDuration },
  'flaky-ratio': { fact: 'flaky', format: formatPercent },
  'security-gate-latency-p95': {
    fact: 'securityLatency',
    format: formatDuration,
  },
  'self-service-ratio': {
    fact: 'selfService',
    format: formatPercent,
    under: true,
  },
  'change-cycle-median': { format: formatDuration },
  'critical-findings': { format: formatNumber },
} as const satisfies Record<string, AboutAlert>;

type Code = keyof typeof ALERTS;

function isKnown(code: string): code is Code {
  return Object.hasOwn(ALERTS, code);
}

/** What an alert is about; undefined for a code of a newer backend. */
export function aboutAlert(code: string): AboutAlert | undefined {
  return isKnown(code) ? ALERTS[code] : undefined;
}

/** A value or limit of an alert in its unit; the bare number when the unit is not known. */
export function formatAlertValue(code: string, value: number): string {
  return (aboutAlert(code)?.format ?? formatNumber)(value);
}

/**
 * An alert as a sentence: what is over or under its limit, by how much, and what did it.
 *
 * @example describeAlert({ code: 'flaky-ratio', value: 0.014, limit: 0.01, cause: 'cart' }, t)
 * // 'Share of flaky tests and jobs is 1.4 %, the limit is 1 %. Caused by cart.'
 */
export function describeAlert(alert: PipelineAlert, t: Translate): string {
  const { code, value, limit, cause } = alert;
  const direction = aboutAlert(code)?.under ? 'under' : 'over';
  const said: string = t(`health.${direction}`, {
    name: isKnown(code) ? t(`health.alert.${code}`) : code,
    value: formatAlertValue(code, value),
    limit: formatAlertValue(code, limit),
  });
  return cause ? `${said} ${t('health.cause', { cause })}` : said;
}
