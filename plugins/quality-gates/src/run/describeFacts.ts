import type {
  PipelineStats,
  Run,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatPercent } from '../show/formatNumber';
import { formatTimer } from '../show/formatTimer';
import type { Translate } from '../translation';
import { hasFailed } from './describeRun';

/** One of the five facts: a number or the word that stands for none, and what it is measured against. */
export interface RunFact {
  readonly id: string;
  readonly title: string;
  readonly value: string;
  /** False for a word in the place of a number. */
  readonly known: boolean;
  readonly note: string;
}

/** The five facts of a run. `stats` is its pipeline over the last 30 days, undefined when that is not known. */
export function describeFacts(
  run: Run,
  stats: PipelineStats | undefined,
  t: Translate,
): RunFact[] {
  const number = (seconds: number | null, word: string) => ({
    value: seconds === null ? word : formatTimer(seconds),
    known: seconds !== null,
  });
  const { durationSeconds, queueSeconds, firstFailureSeconds } = run;
  const lost = run.lostToPlatformSeconds;
  const none = hasFailed(run) ? t('unknown') : noFailure(run, t);
  return [
    {
      id: 'duration',
      title: t('run.fact.duration'),
      ...number(
        durationSeconds,
        run.phase === 'terminal' ? t('unknown') : t('run.fact.running'),
      ),
      note: noteMedian(stats, t),
    },
    {
      id: 'firstFailure',
      title: t('run.fact.firstFailure'),
      ...number(firstFailureSeconds, none),
      note:
        stats?.feedbackP95Seconds === null || !stats
          ? ''
          : t('run.fact.feedback', {
              time: formatTimer(stats.feedbackP95Seconds),
            }),
    },
    {
      id: 'queue',
      title: t('run.fact.queue'),
      ...number(queueSeconds, t('unknown')),
      note: noteShare(queueSeconds, durationSeconds, t),
    },
    {
      id: 'lost',
      title: t('run.fact.lost'),
      ...number(lost, t('unknown')),
      note: lost === null ? t('run.fact.lostUnknown') : t('run.fact.lostNote'),
    },
    {
      id: 'cache',
      title: t('run.fact.cache'),
      value:
        stats?.cacheHitRatio === null || !stats
          ? t('run.fact.noCache')
          : formatPercent(stats.cacheHitRatio),
      known: stats !== undefined && stats.cacheHitRatio !== null,
      note: stats ? t('run.fact.ofPipeline', { n: String(stats.n) }) : '',
    },
  ];
}

function noFailure({ phase }: Run, t: Translate): string {
  return phase === 'terminal'
    ? t('run.fact.noFailure')
    : t('run.fact.noneSoFar');
}

function noteMedian(stats: PipelineStats | undefined, t: Translate): string {
  if (!stats || stats.p50Seconds === null) return '';
  return t('run.fact.median', {
    time: formatTimer(stats.p50Seconds),
    n: String(stats.n),
  });
}

function noteShare(
  part: number | null,
  whole: number | null,
  t: Translate,
): string {
  if (part === null || !whole) return '';
  return t('run.fact.share', {
    share: formatPercent(part / (part + whole)),
    whole: formatTimer(part + whole),
  });
}
