import type {
  Failure,
  Run,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Translate } from '../translation';
import { nameRun } from './describeRun';

/** What {@link describeForPlatform} needs. */
export interface PlatformReport {
  readonly run: Run;
  readonly failure: Failure;
  /** Address of this page. */
  readonly permalink: string;
  readonly traceUrls: readonly string[];
  /** What the span printed, when that is known. */
  readonly logs?: string;
}

/** A failed run as plain text, for a ticket or a chat: which run, which step, what it said, and where to look. */
export function describeForPlatform(
  report: PlatformReport,
  t: Translate,
): string {
  const { run, failure, permalink, traceUrls, logs } = report;
  const line = (label: string, value: string | null | undefined) =>
    value ? `${label}: ${value}` : null;
  return [
    `${nameRun(run, t)}, ${run.pipeline}`,
    line(t('run.report.entity'), run.entityRefs.join(', ')),
    line(t('column.branch'), run.branch),
    line(t('column.commit'), run.commit),
    line(t('run.report.started'), run.startedAt),
    line(t('run.report.step'), failure.name),
    line(t('run.report.span'), failure.spanId),
    line(t('run.report.verdict'), t(`verdict.${failure.verdict}`)),
    line(t('run.report.why'), failure.sentence),
    line(t('run.report.message'), failure.message),
    line(t('run.report.log'), logs && `\n${logs}`),
    line(t('run.report.page'), permalink),
    line(t('run.report.ci'), run.url),
    ...traceUrls.map(url => line(t('run.report.trace'), url)),
  ]
    .filter(Boolean)
    .join('\n');
}
