import { z } from 'zod';
import { createGateKind } from '../GateKind';
import { describeGateKind } from './describeGateKind';

const answerSchema = z.object({ values: z.array(z.number().or(z.string())) });

/** The least that asks a source: one number of it. */
const oneNumber = createGateKind({
  kind: 'one-number',
  title: 'One number',
  params: z.strictObject({ source: z.string(), max: z.number() }),
  sourceTypes: ['numbers'],
  sources: ({ source }) => [{ path: 'source', id: source, type: 'numbers' }],
  setup:
    env =>
    async ({ params: { source, max }, signal }) => {
      const numbers = env.source(source, 'numbers');
      const { body } = await numbers.fetchJson('/value', { signal });
      const { values } = answerSchema.parse(body);
      if (values.length > 1) {
        const message = `${values.length} values instead of one`;
        const undecided = { code: 'several_series', message };
        return { readings: [], summary: message, undecided };
      }
      const value = values.length ? Number(values[0]) : null;
      return {
        readings: [
          { name: 'value', value, limits: { fail: max, direction: 'at-most' } },
        ],
        summary: `The value is ${value}`,
        evidenceUrl: numbers.link('/value'),
      };
    },
});

describeGateKind(oneNumber, {
  params: { source: 'numbers-prod', max: 5 },
  sources: { 'numbers-prod': 'numbers' },
  value: {
    title: 'reads a number',
    answer: () => ({ json: { values: [3] } }),
    measurement: {
      readings: [
        {
          name: 'value',
          value: 3,
          limits: { fail: 5, direction: 'at-most' },
        },
      ],
    },
  },
  empty: {
    title: 'reads nothing',
    answer: () => ({ json: { values: [] } }),
  },
  nan: {
    title: 'reads what is no number',
    answer: () => ({ json: { values: ['NaN'] } }),
  },
  twoSeries: {
    title: 'reads two numbers',
    answer: () => ({ json: { values: [1, 2] } }),
  },
  wrongParams: [{ title: 'no limit', params: { source: 'numbers-prod' } }],
});
