import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatTimer } from '../show/formatTimer';
import type { Translate } from '../translation';

const FAILED: readonly string[] = ['failure', 'error', 'timeout'];

/** Whether a run ended with something to explain. */
export function hasFailed({ phase, result }: Pick<Run, 'phase' | 'result'>) {
  return phase === 'terminal' && FAILED.includes(result);
}

/**
 * What people call a run: the number at the end of its page, else its pipeline. An attempt after the first is said.
 *
 * @example nameRun({ url: 'https://ci.example.com/job/pay/4816/', … }, t) // 'Run 4816'
 */
export function nameRun(run: Run, t: Translate): string {
  const place = run.url?.replace(/\/attempts\/\d+\/?$/, '').replace(/\/$/, '');
  const number = /[/=](\d{1,20})$/.exec(place ?? '')?.[1];
  const name = number ? t('run.numbered', { number }) : run.pipeline;
  return run.attempt > 1
    ? `${name} ${t('runs.attempt', { attempt: String(run.attempt) })}`
    : name;
}

/** The headline of a run: how it stands and, when it failed, because of whom. */
export function describeHeadline(run: Run, t: Translate): string {
  const name = nameRun(run, t);
  if (run.phase === 'pending') return t('run.headline.pending', { name });
  if (run.phase === 'executing') return t('run.headline.executing', { name });
  if (hasFailed(run)) {
    const verdict = run.attribution?.verdict ?? 'unknown';
    return t(`run.headline.${verdict}`, { name });
  }
  if (run.result === 'success') {
    return run.durationSeconds === null
      ? t('run.headline.passed', { name })
      : t('run.headline.passedIn', {
          name,
          time: formatTimer(run.durationSeconds),
        });
  }
  if (run.result === 'cancellation')
    return t('run.headline.cancelled', { name });
  if (run.result === 'skip') return t('run.headline.skipped', { name });
  return t('run.headline.noResult', { name });
}
