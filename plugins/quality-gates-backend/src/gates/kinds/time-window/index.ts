import { InputError } from '@backstage/errors';
import type { Config } from '@backstage/config';
import {
  createGateKind,
  type Measurement,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { findState, type WindowState } from './findState';
import { freezeSchema, readFreezes } from './freezes';
import { params } from './params';
import { parseWeeklyWindow } from './weekly';

type Params = z.output<typeof params>;
const calendarsSchema = z.record(z.string(), z.array(freezeSchema));

/** Deployments only at certain times, and never in a freeze. */
export const timeWindow = createGateKind({
  kind: 'time-window',
  title: 'Time window',
  params,
  setup({ config }) {
    const calendars = readCalendars(config);
    return async ({ params: given, now }) => {
      const { timezone, allow, freezes = [], onOutside } = given;
      const frozen =
        typeof freezes === 'string'
          ? readCalendar(calendars, freezes.slice('calendar:'.length))
          : freezes;
      const state = findState(now, {
        zone: timezone,
        windows: allow?.map(parseWeeklyWindow),
        freezes: readFreezes(frozen, timezone),
      });
      return measure(state, { timezone, onOutside });
    };
  },
});

/** Throws InputError naming the calendar that is none. */
function readCalendars(config: Config): z.output<typeof calendarsSchema> {
  const parsed = calendarsSchema.safeParse(
    config.getOptional('calendars') ?? {},
  );
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  const key = ['qualityGates', 'calendars', ...path].join('.');
  throw new InputError(`${key} ${message}`);
}

function readCalendar(
  calendars: z.output<typeof calendarsSchema>,
  name: string,
) {
  if (Object.hasOwn(calendars, name)) return calendars[name];
  throw new InputError(
    `There is no calendar ${name} in qualityGates.calendars`,
  );
}

function measure(
  { isOpen, freeze, next }: WindowState,
  { timezone, onOutside }: Pick<Params, 'timezone' | 'onOutside'>,
): Measurement {
  const say = (at: number) =>
    DateTime.fromMillis(at, { zone: timezone }).toFormat(
      "ccc yyyy-LL-dd HH:mm 'UTC'ZZ",
      { locale: 'en' },
    );
  const why = freeze
    ? `Frozen: ${freeze.reason}`
    : 'Outside of the time window';
  const until = next === undefined ? 'never opens again' : `opens ${say(next)}`;
  const summary = isOpen ? 'Inside of the time window' : `${why}; ${until}`;
  if (!isOpen && onOutside === 'pending') {
    const pending = { message: summary, until: next };
    return { readings: [], summary, pending };
  }
  return {
    summary,
    readings: [
      {
        name: 'time windows open',
        value: isOpen ? 1 : 0,
        limits: {
          [onOutside === 'warn' ? 'warn' : 'fail']: 1,
          direction: 'at-least',
        },
        shown: null,
      },
    ],
  };
}
