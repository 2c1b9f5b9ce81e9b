import {
  describeGateKind,
  KIT_NOW,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { waitTimer } from './index';

const MINUTE_MS = 60_000;

describeGateKind(waitTimer, {
  params: { minutes: 15, from: 'deployment.finishedAt' },
  value: {
    title: 'has a value once the time is over, to the millisecond',
    context: {
      instant: () => KIT_NOW - 15 * MINUTE_MS,
      now: KIT_NOW,
    },
    measurement: {
      readings: [
        {
          name: 'minutes waited',
          value: 15,
          unit: 'min',
          limits: { fail: 15, direction: 'at-least' },
        },
      ],
    },
  },
  empty: {
    title: 'is pending without an end while its beginning is not known',
    measurement: {
      readings: [],
      pending: {
        message:
          'The wait begins at deployment.finishedAt, which is not known yet',
      },
    },
  },
  more: [
    {
      title: 'is pending until the instant it ends',
      context: { instant: () => KIT_NOW - 15 * MINUTE_MS + 1 },
      measurement: {
        readings: [],
        pending: {
          message: '15 min must have gone by since deployment.finishedAt',
          until: KIT_NOW + 1,
        },
      },
    },
    {
      title: 'counts from the request when not told otherwise',
      params: { minutes: 1 },
      measurement: {
        summary: '1 min have gone by since request.createdAt',
      },
    },
  ],
  wrongParams: [
    { title: 'no minutes', params: {} },
    { title: 'zero minutes', params: { minutes: 0 } },
    { title: 'more than 30 days', params: { minutes: 43_201 } },
    { title: 'half a minute', params: { minutes: 0.5 } },
    { title: 'an unknown beginning', params: { minutes: 1, from: 'now' } },
  ],
});
