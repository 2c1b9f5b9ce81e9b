import { isError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { exampleDay } from './exampleDay';
import { type Doors, sendMessage } from './sendMessage';

const DEFAULT_DAYS = 90;
/** Few enough that the portal answers people in between. */
const CONCURRENCY = 4;

/** See {@link feedExampleHistory}. */
export interface FeedOptions extends Doors {
  readonly now: Date;
  /** How many days before today; default 90. */
  readonly days?: number;
  /** Told once at the end, and about the first refusal. */
  readonly report: (line: string) => void;
}

/**
 * Sends the whole days before today (UTC) through the doors, the newest first, so that pages fill at once. Today is
 * left out: its messages would depend on the hour of the start. Resolves to how many messages were taken; refused ones
 * are reported, not thrown, because the portal is of use without them.
 */
export async function feedExampleHistory(
  options: FeedOptions,
): Promise<number> {
  const today = DateTime.fromJSDate(options.now, { zone: 'utc' }).startOf(
    'day',
  );
  const { days = DEFAULT_DAYS } = options;
  const startedAt = Date.now();
  const tally = { sent: 0, refused: 0 };
  for (let age = 1; age <= days && !options.signal.aborted; age++) {
    await feedDay(options, today.minus({ days: age }), tally);
  }
  if (!options.signal.aborted) {
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    options.report(
      `Example history: ${tally.sent} messages taken, ${tally.refused} refused, in ${seconds} s`,
    );
  }
  return tally.sent;
}

async function feedDay(
  options: FeedOptions,
  day: DateTime,
  tally: { sent: number; refused: number },
): Promise<void> {
  const waiting = exampleDay(day);
  const worker = async () => {
    for (;;) {
      const message = waiting.shift();
      if (!message || options.signal.aborted) return;
      try {
        await sendMessage(options, message);
        tally.sent += 1;
      } catch (error) {
        if (options.signal.aborted) return;
        tally.refused += 1;
        if (tally.refused === 1) {
          const reason = isError(error) ? error.message : String(error);
          options.report(`Example history: ${message.path}: ${reason}`);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}
