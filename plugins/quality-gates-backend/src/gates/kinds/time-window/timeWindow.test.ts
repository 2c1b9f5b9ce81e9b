import {
  describeGateKind,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { timeWindow } from './index';

const at = (instant: string): GateKindCase['context'] => ({
  now: Date.parse(instant),
});

const open = (value: number, limit: 'warn' | 'fail' = 'fail') => ({
  readings: [
    {
      name: 'time windows open',
      value,
      limits: { [limit]: 1, direction: 'at-least' as const },
    },
  ],
});

const waits = (message: string, until: string) => ({
  readings: [],
  pending: { message, until: Date.parse(until) },
});

const zone = { timezone: 'Europe/Berlin' };
const outside = (words: string) => `Outside of the time window; opens ${words}`;

describeGateKind(timeWindow, {
  params: {
    ...zone,
    allow: ['MON-THU 09:00-16:00', 'FRI 09:00-12:00'],
    freezes: 'calendar:release-freezes',
    onOutside: 'pending',
  },
  config: {
    calendars: {
      'release-freezes': [
        { from: '2026-12-20', to: '2027-01-02', reason: 'year end' },
      ],
    },
  },
  value: {
    title: 'is open from the first minute of a window on',
    context: at('2026-11-16T09:00:00+01:00'),
    measurement: { ...open(1), summary: 'Inside of the time window' },
  },
  empty: {
    title: 'waits for the next opening',
    context: at('2026-11-16T08:59:59.999+01:00'),
    measurement: waits(
      outside('Mon 2026-11-16 09:00 UTC+01:00'),
      '2026-11-16T09:00:00+01:00',
    ),
  },
  more: [
    {
      title: 'is closed from the last minute of a window on',
      context: at('2026-11-16T16:00:00+01:00'),
      measurement: waits(
        outside('Tue 2026-11-17 09:00 UTC+01:00'),
        '2026-11-17T09:00:00+01:00',
      ),
    },
    {
      title: 'waits over the weekend',
      context: at('2026-11-20T12:00:00+01:00'),
      measurement: waits(
        outside('Mon 2026-11-23 09:00 UTC+01:00'),
        '2026-11-23T09:00:00+01:00',
      ),
    },
    {
      title: 'names the reason of a freeze, and the first opening after it',
      context: at('2026-12-21T10:00:00+01:00'),
      measurement: waits(
        'Frozen: year end; opens Mon 2027-01-04 09:00 UTC+01:00',
        '2027-01-04T09:00:00+01:00',
      ),
    },
    {
      title: 'freezes the whole last day',
      params: { ...zone, freezes: 'calendar:release-freezes' },
      context: at('2027-01-02T23:59:59+01:00'),
      measurement: waits(
        'Frozen: year end; opens Sun 2027-01-03 00:00 UTC+01:00',
        '2027-01-03T00:00:00+01:00',
      ),
    },
    {
      title: 'is open right after a freeze where nothing else closes it',
      params: { ...zone, freezes: 'calendar:release-freezes' },
      context: at('2027-01-03T00:00:00+01:00'),
      measurement: open(1),
    },
    {
      title: 'knows the opening of a window that a freeze ends in',
      params: {
        ...zone,
        allow: ['MON 09:00-16:00'],
        freezes: [
          {
            from: '2026-11-16T08:00',
            to: '2026-11-16T11:00',
            reason: 'audit',
          },
        ],
      },
      context: at('2026-11-16T08:30:00+01:00'),
      measurement: waits(
        'Frozen: audit; opens Mon 2026-11-16 11:00 UTC+01:00',
        '2026-11-16T11:00:00+01:00',
      ),
    },
    {
      title: 'finds the first opening after a freeze of many years',
      params: {
        ...zone,
        allow: ['MON 09:00-16:00'],
        freezes: [{ from: '2026-01-01', to: '2099-01-01' }],
        onOutside: 'fail',
      },
      context: at('2026-11-16T10:00:00+01:00'),
      measurement: {
        ...open(0),
        summary:
          'Frozen: no reason given; opens Mon 2099-01-05 09:00 UTC+01:00',
      },
    },
    {
      title: 'fails outside when told so',
      params: { ...zone, allow: ['MON 09:00-16:00'], onOutside: 'fail' },
      context: at('2026-11-17T10:00:00+01:00'),
      measurement: open(0),
    },
    {
      title: 'warns outside when told so',
      params: { ...zone, allow: ['MON 09:00-16:00'], onOutside: 'warn' },
      context: at('2026-11-17T10:00:00+01:00'),
      measurement: open(0, 'warn'),
    },
    {
      title: 'is open after midnight when the window ends the next day',
      params: { ...zone, allow: ['FRI 22:00-02:00'] },
      context: at('2026-11-21T01:59:59+01:00'),
      measurement: open(1),
    },
    {
      title: 'lets days wrap around the week',
      params: { ...zone, allow: ['SAT-MON 00:00-24:00'] },
      context: at('2026-11-22T23:59:59+01:00'),
      measurement: open(1),
    },
    {
      title: 'keeps the wall clock over the change to summer time',
      params: { ...zone, allow: ['MON 09:00-16:00'] },
      context: at('2026-03-28T12:00:00+01:00'),
      measurement: waits(
        outside('Mon 2026-03-30 09:00 UTC+02:00'),
        '2026-03-30T07:00:00Z',
      ),
    },
    {
      title: 'opens an hour later at a time that the clock jumps over',
      params: { ...zone, allow: ['SUN 02:30-05:00'] },
      context: at('2026-03-29T00:30:00Z'),
      measurement: waits(
        outside('Sun 2026-03-29 03:30 UTC+02:00'),
        '2026-03-29T01:30:00Z',
      ),
    },
    {
      title: 'moves a window that the clock jumps over as a whole by an hour',
      params: { ...zone, allow: ['SUN 02:10-02:50'] },
      context: at('2026-03-29T00:59:59Z'),
      measurement: waits(
        outside('Sun 2026-03-29 03:10 UTC+02:00'),
        '2026-03-29T01:10:00Z',
      ),
    },
    {
      title: 'takes the first of a time that comes twice',
      params: { ...zone, allow: ['SUN 02:30-02:45'] },
      context: at('2026-10-25T00:00:00Z'),
      measurement: waits(
        outside('Sun 2026-10-25 02:30 UTC+02:00'),
        '2026-10-25T00:30:00Z',
      ),
    },
    {
      title: 'is an hour longer when the clock goes back in it',
      params: { ...zone, allow: ['SUN 01:00-04:00'] },
      context: at('2026-10-25T02:59:59Z'),
      measurement: open(1),
    },
    {
      title: 'could not look without the calendar that is named',
      params: { ...zone, freezes: 'calendar:holidays' },
      throws: 'InputError',
    },
    {
      title: 'could not look when a freeze ends before it begins',
      params: { ...zone, freezes: [{ from: '2026-12-02', to: '2026-12-01' }] },
      throws: 'InputError',
    },
  ],
  wrongParams: [
    { title: 'neither windows nor freezes', params: zone },
    { title: 'no zone', params: { allow: ['MON 09:00-16:00'] } },
    {
      title: 'a zone that nobody knows',
      params: { timezone: 'Mars/Base', allow: ['MON 09:00-16:00'] },
    },
    ...['MON', 'MON 9-16', 'MON 09:00-25:00', 'FOO 09:00-10:00'].map(text => ({
      title: `the window ${text}`,
      params: { ...zone, allow: [text] },
    })),
  ],
});
