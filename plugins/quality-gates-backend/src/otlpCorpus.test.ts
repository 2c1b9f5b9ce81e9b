import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { Fact } from '@quality-gates/backstage-plugin-quality-gates-node';
import request from 'supertest';
import { otlpCorpus } from './__fixtures__/otlpCorpus';
import { openDoors, TOKEN } from './receive/__testUtils__/openDoors';
import { factsOfTrace } from './sources/otel';

const corpus = process.env.QUALITY_GATES_CORPUS;
const root = join(corpus ?? '.', 'otel');
const files = corpus
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => relative(root, join(entry.parentPath, entry.name)))
      .sort()
  : [];

/** Anything but JSON is not sent as OTLP: the doors know it by its type. */
const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.xml': 'application/xml',
  '.yaml': 'application/yaml',
};

/** Posts a file to the door of its signal, and reads facts off what came through. */
async function send(file: string) {
  const signal = /\/(logs|events|metrics)\.json$/.exec(file)?.[1] ?? 'traces';
  const { app, traces } = openDoors();
  const { status, body } = await request(app)
    .post(`/otlp/v1/${signal === 'events' ? 'logs' : signal}`)
    .set('Authorization', `Bearer ${TOKEN}`)
    .set('Content-Type', TYPES[extname(file)])
    .send(readFileSync(join(root, file), 'utf8'));
  const spans = traces.flatMap(one => one.spans);
  const traceIds = [...new Set(spans.map(span => span.traceId))];
  const facts = traceIds.flatMap(traceId =>
    factsOfTrace(
      {
        traceId,
        spans: spans.filter(span => span.traceId === traceId),
        sender: 'ci',
      },
      { deployments: [] },
    ),
  );
  const { partialSuccess, code } = body;
  return {
    status,
    ...(code && { code }),
    ...(partialSuccess && { rejected: partialSuccess.rejectedSpans }),
    spans: spans.length,
    facts: facts.map(lineOf),
  };
}

function lineOf(fact: Fact): string {
  switch (fact.type) {
    case 'run':
      return `run ${fact.key} ${fact.data.pipeline}: ${fact.data.result}`;
    case 'task':
      return `task ${fact.data.name}: ${fact.data.result}`;
    case 'deployment':
      return `deployment ${fact.data.environment}: ${fact.data.result}`;
    case 'test-report': {
      const { tool, passed, failed, skipped, flaky } = fact.data;
      return `tests ${tool}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${flaky} flaky`;
    }
    default:
      return fact.type;
  }
}

const title = `the corpus of OTLP${
  corpus ? '' : ' (skipped: QUALITY_GATES_CORPUS is not set)'
}`;
(corpus ? describe : describe.skip)(title, () => {
  it('has no file without an expectation, and none is missing', () => {
    expect(files).toEqual(Object.keys(otlpCorpus).sort());
  });

  it.each(Object.keys(otlpCorpus))(
    'of %s says what its emitter means',
    async file => {
      expect(await send(file)).toEqual({
        spans: 0,
        facts: [],
        ...otlpCorpus[file],
      });
    },
  );
});
