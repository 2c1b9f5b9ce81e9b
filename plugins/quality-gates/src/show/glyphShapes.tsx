import type { ReactElement } from 'react';
import type { Decision } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  DECISION_SHAPES,
  drawUnseen,
  drawWaived,
  SHADOW_SHAPES,
  type ShadowName,
} from './decisionShapes';
import type { Tokens } from './tokens';

/** Every state that has a shape of its own. Outcomes of a gate, states of a run or deployment, decisions. */
export type GlyphName =
  | 'pass'
  | 'warn'
  | 'fail'
  | 'error'
  | 'inconclusive'
  | 'pending'
  | 'skipped'
  | 'running'
  | 'cancelled'
  | 'rollback'
  | 'incident'
  | 'waived'
  | 'unseen'
  | ShadowName
  | Decision;

type Draw = (color: Tokens) => ReactElement;

const round = { strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

function dot(color: string, cy: number, r = 1) {
  return <circle cx="8" cy={cy} r={r} fill={color} />;
}

/** Disc, triangle, square, diamond, ring, bar: distinct without colour. Drawn on a 16 by 16 grid. */
export const GLYPH_SHAPES: Record<GlyphName, Draw> = {
  ...DECISION_SHAPES,
  ...SHADOW_SHAPES,
  waived: drawWaived,
  unseen: drawUnseen,
  pass: c => (
    <>
      <circle cx="8" cy="8" r="7" fill={c.ok} />
      <path
        d="M4.7 8.3l2.2 2.2 4.4-4.8"
        fill="none"
        stroke={c.ink}
        strokeWidth="1.8"
        {...round}
      />
    </>
  ),
  warn: c => (
    <>
      <path
        d="M8 1.9 14.8 14H1.2z"
        fill={c.warn}
        stroke={c.warn}
        strokeWidth="1.6"
        {...round}
      />
      <path d="M8 6v3.8" stroke={c.ink} strokeWidth="1.7" {...round} />
      {dot(c.ink, 12.2)}
    </>
  ),
  fail: c => (
    <>
      <rect x="1" y="1" width="14" height="14" rx="2" fill={c.error} />
      <path
        d="M5 5l6 6M11 5l-6 6"
        stroke={c.ink}
        strokeWidth="1.8"
        {...round}
      />
    </>
  ),
  error: c => (
    <>
      <path
        d="M8 1.2 14.8 8 8 14.8 1.2 8z"
        fill="none"
        stroke={c.error}
        strokeWidth="1.6"
        {...round}
      />
      <path d="M8 5v3.6" stroke={c.error} strokeWidth="1.6" {...round} />
      {dot(c.error, 10.9, 0.95)}
    </>
  ),
  inconclusive: c => (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.4"
        fill="none"
        stroke={c.mute}
        strokeWidth="1.4"
        strokeDasharray="2.6 2.1"
      />
      <path
        d="M6.2 6.4a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3"
        fill="none"
        stroke={c.mute}
        strokeWidth="1.4"
        {...round}
      />
      {dot(c.mute, 11.5, 0.85)}
    </>
  ),
  pending: c => (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.3"
        fill="none"
        stroke={c.run}
        strokeWidth="1.6"
      />
      <path
        d="M8 4.6V8l2.3 1.6"
        fill="none"
        stroke={c.run}
        strokeWidth="1.6"
        {...round}
      />
    </>
  ),
  skipped: c => (
    <rect x="2" y="7" width="12" height="2.2" rx="1.1" fill={c.mute} />
  ),
  running: c => (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.3"
        fill="none"
        stroke={c.run}
        strokeWidth="1.8"
        opacity=".28"
      />
      <path
        data-arc
        d="M8 1.7a6.3 6.3 0 0 1 6.3 6.3"
        fill="none"
        stroke={c.run}
        strokeWidth="2"
        {...round}
      />
    </>
  ),
  cancelled: c => (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.3"
        fill="none"
        stroke={c.mute}
        strokeWidth="1.6"
      />
      <path d="M4 12 12 4" stroke={c.mute} strokeWidth="1.6" />
    </>
  ),
  rollback: c => (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.3"
        fill="none"
        stroke={c.mute}
        strokeWidth="1.4"
      />
      <path
        d="M5.2 7.2h3.6a1.9 1.9 0 0 1 0 3.8H7M6.8 5.4 5 7.2 6.8 9"
        fill="none"
        stroke={c.mute}
        strokeWidth="1.4"
        {...round}
      />
    </>
  ),
  incident: c => (
    <>
      <circle cx="8" cy="8" r="7" fill={c.error} />
      <path d="M8 4.2v4.6" stroke={c.ink} strokeWidth="1.9" {...round} />
      {dot(c.ink, 11.6, 1.1)}
    </>
  ),
};
