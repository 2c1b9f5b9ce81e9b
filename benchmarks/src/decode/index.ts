import { createHash } from 'node:crypto';
import {
  createTraceSchema,
  encodeTraces,
} from '@quality-gates/backstage-plugin-quality-gates-backend/dev/traceSchema';
import { decodeTracesProtobuf } from '@quality-gates/backstage-plugin-quality-gates-backend/src/otlp/decodeTracesProtobuf';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Area, Effort, Finding } from '../Area';
import { generateTraces } from '../generateTraces';
import { measure } from '../measure';
import { decodeByProtobufjs } from './decodeByProtobufjs';

const SPANS_PER_RUN = 50;

/** P1: bytes of an OTLP request to spans, strictly, against protobufjs and the same mapping. */
export const decode: Area = {
  name: 'decode',
  async run(effort) {
    return [await compare(effort, false), await compare(effort, true)];
  },
};

async function compare(
  { quick, rounds }: Effort,
  incompressible: boolean,
): Promise<Finding> {
  const schema = createTraceSchema();
  const runs = quick ? 60 : 200;
  const bodyOf = (seed: number) =>
    encodeTraces(
      schema,
      generateTraces({
        seed,
        runs,
        spansPerRun: SPANS_PER_RUN,
        incompressible,
      }),
    );
  const bodies = Array.from({ length: rounds + 2 }, (_, n) => bodyOf(n + 1));
  // The same spans, told once beforehand: comparing them inside the timing would be most of it.
  for (const body of bodies.slice(0, 1)) {
    const [ours, theirs] = [
      digest(decodeTracesProtobuf(body).spans),
      digest(decodeByProtobufjs(schema, body)),
    ];
    if (ours !== theirs) throw new Error('The decoders disagree');
  }
  const measured = await measure({
    rounds,
    ours: {
      name: 'decodeTracesProtobuf',
      run: round => decodeTracesProtobuf(bodies[round]).spans.length,
    },
    anchor: {
      name: 'protobufjs',
      run: round => decodeByProtobufjs(schema, bodies[round]).length,
    },
  });
  const spans = runs * SPANS_PER_RUN;
  return {
    goal: 'P1',
    what: incompressible
      ? 'decode and map, attributes that never repeat'
      : 'decode and map',
    value: measured.ratio,
    target: 2.4,
    direction: 'at-least',
    details: {
      ...measured,
      spansPerSecond: Math.round((spans / measured.oursMs) * 1000),
      bytesPerSpan: Math.round(bodies[0].length / spans),
    },
  };
}

function digest(spans: readonly Span[]): string {
  return createHash('sha256').update(JSON.stringify(spans)).digest('hex');
}
