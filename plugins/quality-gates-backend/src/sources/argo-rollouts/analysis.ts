import type { Outcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { AnalysisRun, MetricResult } from './payloads';
import type { Revision } from './rollout';

const TYPE_LABEL = 'rollout-type';
const MAX_SUMMARY = 500;
const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['Successful', 'pass'],
  ['Failed', 'fail'],
  ['Error', 'error'],
  ['Inconclusive', 'inconclusive'],
]);

/**
 * One gate report for an AnalysisRun that is over; none before. Metrics of a dry run never count, not even as the value
 * that is shown.
 */
export function analysisFacts(
  run: AnalysisRun,
  revision: Revision,
): FactOf<'gate-report'>[] {
  const { metadata, status } = run;
  const outcome = outcomeOf(run);
  if (!outcome) return [];
  const { name, namespace = 'default', uid = '' } = metadata;
  const counting = countingOf(run);
  const [only, ...others] = counting;
  const type = metadata.labels.get(TYPE_LABEL)?.toLocaleLowerCase('en-US');
  return [
    {
      type: 'gate-report',
      key: `${revision.key}/${namespace}/${name}/${uid}`,
      subject: revision.subject,
      channel: 'webhook',
      at: endOf(run) ?? revision.at,
      phase: 'terminal',
      data: {
        id: name,
        gate: ['argo-rollouts', 'analysis', ...(type ? [type] : [])].join('-'),
        environment: revision.environment,
        version: revision.image.version,
        commit: revision.image.commit,
        deploymentId: revision.id,
        outcome,
        value: only && others.length === 0 ? lastValue(only) : undefined,
        summary: (status?.message ?? summaryOf(counting))?.slice(
          0,
          MAX_SUMMARY,
        ),
      },
    },
  ];
}

/**
 * A run that is stopped with its Rollout is called Successful, also when it has measured nothing yet. So success counts
 * only where every metric that counts was measured successfully at least once.
 */
function outcomeOf(run: AnalysisRun): Outcome | undefined {
  const outcome = OUTCOMES.get(run.status?.phase ?? '');
  if (outcome !== 'pass') return outcome;
  const counting = countingOf(run);
  const proven = counting.length > 0 && counting.every(m => m.successful > 0);
  return proven ? 'pass' : 'inconclusive';
}

function countingOf({ status }: AnalysisRun): MetricResult[] {
  return (status?.metricResults ?? []).filter(({ dryRun }) => !dryRun);
}

/** Older versions write no time of completion; then the last measurement was the end. */
function endOf({ status }: AnalysisRun): number | undefined {
  const measured = (status?.metricResults ?? [])
    .flatMap(({ measurements }) => measurements)
    .flatMap(({ finishedAt }) => finishedAt ?? []);
  const last = measured.length > 0 ? Math.max(...measured) : undefined;
  return status?.completedAt ?? last ?? status?.startedAt;
}

/** `0.97` or `[0.97]`; several series are no one value. */
function lastValue({ measurements }: MetricResult): number | undefined {
  const text = measurements.at(-1)?.value?.trim() ?? '';
  const [, one = text] = /^\[([^,]*)\]$/.exec(text) ?? [];
  const value = one.trim() === '' ? NaN : Number(one);
  return Number.isFinite(value) ? value : undefined;
}

function summaryOf(metrics: readonly MetricResult[]): string | undefined {
  const words = metrics.map(
    ({ name, phase }) => `${name}: ${phase ?? 'not measured'}`,
  );
  return words.length > 0 ? words.join(', ') : undefined;
}
