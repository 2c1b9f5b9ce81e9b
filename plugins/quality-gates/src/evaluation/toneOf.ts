import type { Decision } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { BannerTone } from './Banner';

const TONES: Record<Decision, BannerTone> = {
  allow: 'ok',
  'allow-with-warnings': 'warn',
  wait: 'run',
  manual: 'run',
  deny: 'error',
  'allow-break-glass': 'warn',
};

/** The colour behind an answer; its shape and words say the same. */
export function toneOf(decision: Decision): BannerTone {
  return TONES[decision];
}
