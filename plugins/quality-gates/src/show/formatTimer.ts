import { formatNumber } from './formatNumber';

/**
 * A length of time as a waterfall writes it: `m:ss` from a minute on, seconds below.
 *
 * @example formatTimer(740)  // '12:20'
 * @example formatTimer(5025) // '1:23:45'
 * @example formatTimer(11)   // '11 s'
 * @example formatTimer(0.02) // '< 0.1 s'
 */
export function formatTimer(seconds: number): string {
  if (seconds < 9.95) {
    const text = formatNumber(Math.max(0, seconds));
    return text === '0' && seconds > 0 ? '< 0.1 s' : `${text} s`;
  }
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
