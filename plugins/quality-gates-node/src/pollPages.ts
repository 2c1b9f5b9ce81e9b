import type { JsonValue } from '@backstage/types';
import type {
  CommitRange,
  PolledDelivery,
  PolledRepository,
  PollPage,
} from './Poll';

/** Comparisons that are remembered as asked. */
const MOST_ASKED = 200;

/** What a poll remembers of comparisons: those that it asked for, as `{base}...{head}`, the newest first. */
export interface ComparedState {
  readonly asked: readonly string[];
}

/** A delivery with this JSON as its body. */
export function createPolledDelivery(
  kind: string,
  body: object,
): PolledDelivery {
  return { kind, body: Buffer.from(JSON.stringify(body)) };
}

/** A page with the state as JSON keeps it: fields that are undefined are left out. */
export function createPollPage(
  deliveries: readonly PolledDelivery[],
  state: object,
): PollPage {
  const kept: JsonValue = JSON.parse(JSON.stringify(state));
  return { deliveries, state: kept };
}

/**
 * A page for each unknown range of the repository that was not asked for before. `compare` gives what the system says
 * of a range; undefined, where it says nothing, is remembered as asked too.
 *
 * Come here last: a repository that is not shown to us has then been refused already, and no comparison is given up for
 * it.
 */
export async function* pollComparisons(
  { unknownRanges }: PolledRepository,
  start: ComparedState,
  compare: (range: CommitRange) => Promise<PolledDelivery | undefined>,
): AsyncGenerator<PollPage, void> {
  let state = start;
  for (const range of unknownRanges) {
    const name = `${range.base}...${range.head}`;
    if (state.asked.includes(name)) continue;
    const delivery = await compare(range);
    state = { ...state, asked: [name, ...state.asked].slice(0, MOST_ASKED) };
    yield createPollPage(delivery ? [delivery] : [], state);
  }
}
