import type { Limits } from '@quality-gates/backstage-plugin-quality-gates-common';

/** A stretch of the track past a limit, as shares (0..1) of its width. */
export interface BulletZone {
  readonly level: 'warn' | 'fail';
  readonly from: number;
  readonly to: number;
}

/** A bullet bar, as shares (0..1) of its width. */
export interface Bullet {
  readonly value: number;
  readonly zones: readonly BulletZone[];
  readonly ticks: readonly {
    readonly level: 'warn' | 'fail';
    readonly at: number;
    readonly limit: number;
  }[];
}

const ROOM = 1.25;

/**
 * Where value, limits and the zones past them lie. The axis starts at 0, or below it when something is negative; zones
 * of an "at least" limit lie left of it, of an "at most" limit right.
 */
export function layoutBullet(value: number, limits: Limits): Bullet {
  const levels = (['warn', 'fail'] as const).flatMap(level => {
    const limit = limits[level];
    return limit === undefined ? [] : [{ level, limit }];
  });
  const all = [value, ...levels.map(({ limit }) => limit)];
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all) * ROOM;
  const span = high - low || 1;
  const place = (number: number) => (number - low) / span;
  const ticks = levels.map(({ level, limit }) => ({
    level,
    limit,
    at: place(limit),
  }));
  const atLeast = limits.direction === 'at-least';
  const sorted = [...ticks].sort((a, b) =>
    atLeast ? b.at - a.at : a.at - b.at,
  );
  const zones = sorted.map(({ level, at }, index): BulletZone => {
    const next = sorted[index + 1]?.at ?? (atLeast ? 0 : 1);
    return { level, from: Math.min(at, next), to: Math.max(at, next) };
  });
  return { value: place(value), zones, ticks };
}
