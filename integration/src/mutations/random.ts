/** Numbers of a seed. */
export interface Random {
  /** From 0, below 1. */
  fraction(): number;
  /** Whole, from 0, below `most`. */
  below(most: number): number;
  pick<T>(items: readonly T[]): T;
}

/** The same numbers for the same seed, so that what broke something can be sent again (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed;
  const fraction = () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(fraction() * most);
  return { fraction, below, pick: items => items[below(items.length)] };
}
