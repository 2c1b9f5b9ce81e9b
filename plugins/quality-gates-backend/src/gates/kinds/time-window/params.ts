import { IANAZone } from 'luxon';
import { z } from 'zod';
import { freezeSchema } from './freezes';
import { WEEKLY_WINDOW } from './weekly';

/** Parameters of the kind `time-window`. */
export const params = z
  .strictObject({
    /** IANA zone of all times. */
    timezone: z
      .string()
      .max(64)
      .refine(zone => IANAZone.isValidZone(zone), {
        message: 'must be an IANA zone such as Europe/Berlin',
      }),
    /** When it is open; without it always, but for freezes. */
    allow: z
      .array(
        z
          .string()
          .regex(WEEKLY_WINDOW, 'must be a window such as MON-THU 09:00-16:00'),
      )
      .min(1)
      .max(50)
      .optional(),
    /** When nothing is deployed: `calendar:{name}` of `qualityGates.calendars`, or a list. */
    freezes: z
      .union([
        z.string().regex(/^calendar:\S{1,128}$/, 'must be calendar:{name}'),
        z.array(freezeSchema).min(1).max(100),
      ])
      .optional(),
    /** What it means to be outside: wait for the next opening, fail, or warn. */
    onOutside: z.enum(['pending', 'fail', 'warn']).default('pending'),
  })
  .refine(({ allow, freezes }) => allow || freezes, {
    message: 'allow or freezes must say when it is open',
  });
