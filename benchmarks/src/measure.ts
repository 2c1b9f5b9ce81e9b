/** One of two ways to do the same work. */
export interface Contender {
  readonly name: string;
  /** Does the work once, on data of its own round; resolves to what was done, to be compared with the other's. */
  run(round: number): Promise<unknown> | unknown;
}

/** Two contenders, measured in one process. */
export interface Comparison {
  readonly ours: Contender;
  readonly anchor: Contender;
  /** Rounds that count; two more before them warm up. */
  readonly rounds: number;
}

/** What a {@link Comparison} came to. Times are medians over the rounds, milliseconds. */
export interface Measured {
  readonly oursMs: number;
  readonly anchorMs: number;
  /** How many times as fast ours is: the median of the ratios of neighbouring rounds. */
  readonly ratio: number;
  /** Smallest and largest ratio of a round. */
  readonly ratios: readonly [min: number, max: number];
}

const WARM_UP = 2;

/**
 * Runs both by turns, A B A B, so that whatever else the machine does hits both. Throws when their results differ: a
 * wrong answer voids the timing.
 */
export async function measure(comparison: Comparison): Promise<Measured> {
  const { ours, anchor, rounds } = comparison;
  const times: { ours: number; anchor: number }[] = [];
  for (let round = 0; round < rounds + WARM_UP; round++) {
    const a = await timed(ours, round);
    const b = await timed(anchor, round);
    const [x, y] = [a.result, b.result].map(result => JSON.stringify(result));
    if (x !== y) {
      throw new Error(
        `${ours.name} came to ${x}, ${anchor.name} to ${y}: the timing is void`,
      );
    }
    if (round >= WARM_UP) times.push({ ours: a.ms, anchor: b.ms });
  }
  const ratios = times.map(time => time.anchor / time.ours).sort(ascending);
  return {
    oursMs: median(times.map(time => time.ours)),
    anchorMs: median(times.map(time => time.anchor)),
    ratio: median(ratios),
    ratios: [ratios[0], ratios[ratios.length - 1]],
  };
}

async function timed({ run }: Contender, round: number) {
  const from = process.hrtime.bigint();
  const result = await run(round);
  return { result, ms: Number(process.hrtime.bigint() - from) / 1e6 };
}

function ascending(a: number, b: number): number {
  return a - b;
}

/** The middle of some numbers, the mean of the middle two of an even count. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort(ascending);
  const half = sorted.length >> 1;
  return sorted.length % 2
    ? sorted[half]
    : (sorted[half - 1] + sorted[half]) / 2;
}
