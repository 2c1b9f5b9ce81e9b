import type { ReactElement } from 'react';
import type { Decision } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Tokens } from './tokens';

type Draw = (color: Tokens) => ReactElement;

/** What a gate in shadow mode would have said. */
export type ShadowName =
  | 'shadow-pass'
  | 'shadow-warn'
  | 'shadow-fail'
  | 'shadow-unknown';

const round = { strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

function line(d: string, stroke: string, strokeWidth: number) {
  return (
    <path
      d={d}
      fill="none"
      stroke={stroke}
      strokeWidth={strokeWidth}
      {...round}
    />
  );
}

/** Disc, octagon, hexagon: answers are told apart without colour, and are no outcome of a gate. */
export const DECISION_SHAPES: Record<Decision, Draw> = {
  allow: c => (
    <>
      <circle cx="8" cy="8" r="7" fill={c.ok} />
      {line('M4.7 8.3l2.2 2.2 4.4-4.8', c.ink, 1.8)}
    </>
  ),
  'allow-with-warnings': c => (
    <>
      <circle cx="7" cy="8.8" r="6.4" fill={c.ok} />
      {line('M3.7 9.3l2.1 2.1 3.7-4.3', c.ink, 1.7)}
      <path d="M12-.6 16.8 7.8H7.2z" fill={c.paper} />
      <path d="M12 .6 15.7 7.1H8.3z" fill={c.warn} />
    </>
  ),
  wait: c => (
    <>
      <circle cx="8" cy="8" r="7" fill={c.run} />
      {line('M8 4.2V8l2.6 1.8', c.ink, 1.7)}
    </>
  ),
  manual: c => (
    <>
      <circle cx="8" cy="8" r="7" fill={c.run} />
      <circle cx="8" cy="6.2" r="2" fill={c.ink} />
      <path d="M4.4 12c.5-2 1.9-3 3.6-3s3.1 1 3.6 3z" fill={c.ink} />
    </>
  ),
  deny: c => (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill={c.error} />
      <rect x="4" y="7" width="8" height="2.2" rx=".6" fill={c.ink} />
    </>
  ),
  'allow-break-glass': c => (
    <>
      <path d="M8 .8 14.4 4.4v7.2L8 15.2 1.6 11.6V4.4z" fill={c.warn} />
      <path d="M8.8 3.6 5.4 8.7h2.2l-.6 3.8 3.6-5.3H8.3z" fill={c.ink} />
    </>
  ),
};

const dashed = { strokeWidth: 1.3, strokeDasharray: '2 1.8' } as const;

/** The outline of the raw outcome, dashed and grey: recorded, and never counted. */
export const SHADOW_SHAPES: Record<ShadowName, Draw> = {
  'shadow-pass': c => (
    <>
      <circle cx="8" cy="8" r="6.3" fill="none" stroke={c.mute} {...dashed} />
      {line('M5.2 8.2l1.9 1.9 3.7-4', c.mute, 1.5)}
    </>
  ),
  'shadow-warn': c => (
    <>
      <path d="M8 2.2 14.4 13.7H1.6z" fill="none" stroke={c.mute} {...dashed} />
      {line('M8 6.2v3.4', c.mute, 1.5)}
      <circle cx="8" cy="11.8" r=".85" fill={c.mute} />
    </>
  ),
  'shadow-fail': c => (
    <>
      <rect
        x="1.7"
        y="1.7"
        width="12.6"
        height="12.6"
        rx="2"
        fill="none"
        stroke={c.mute}
        {...dashed}
      />
      {line('M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2', c.mute, 1.5)}
    </>
  ),
  'shadow-unknown': c => (
    <>
      <path
        d="M8 1.4 14.6 8 8 14.6 1.4 8z"
        fill="none"
        stroke={c.mute}
        {...dashed}
      />
      {line('M8 5.2v3.2', c.mute, 1.5)}
      <circle cx="8" cy="10.7" r=".85" fill={c.mute} />
    </>
  ),
};

/** A dot beside a hollow shape: it did not come to this by itself. */
function saysSo(c: Tokens): ReactElement {
  return <circle cx="13.4" cy="2.8" r="2.6" fill={c.warn} stroke={c.paper} />;
}

/** A failure somebody waived: a hollow square, with a dot that says so. */
export function drawWaived(c: Tokens): ReactElement {
  return (
    <>
      <rect
        x="1.7"
        y="1.7"
        width="12.6"
        height="12.6"
        rx="2"
        fill="none"
        stroke={c.error}
        strokeWidth="1.4"
      />
      {line('M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6', c.error, 1.5)}
      {saysSo(c)}
    </>
  );
}

/** A pass that nobody saw: a hollow disc, with a dot that says so. */
export function drawUnseen(c: Tokens): ReactElement {
  return (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.3"
        fill="none"
        stroke={c.ok}
        strokeWidth="1.4"
      />
      {line('M5.2 8.2l1.9 1.9 3.7-4', c.ok, 1.5)}
      {saysSo(c)}
    </>
  );
}
