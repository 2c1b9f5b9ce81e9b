import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '@quality-gates/backstage-plugin-quality-gates-node';
import { facts as factsOf } from './__fixtures__/facts';
import { corpus, corpusHint, corpusSpans } from './__fixtures__/otlp';
import { factsOfTrace } from './spansToFacts';
import { spansOfRun } from './traceView';

const folder = join(process.env.QUALITY_GATES_CORPUS ?? '', 'otel/semconv');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(folder);
const title = present
  ? 'the corpus of traces that follow the conventions'
  : 'the corpus of traces (skipped: QUALITY_GATES_CORPUS is not set)';

(present ? describe : describe.skip)(title, () => {
  const read = (name: string) => {
    const spans = corpusSpans(`semconv/${name}.constructed.json`);
    const { traceId } = spans[0];
    const rules = { deployments: [] };
    return {
      spans,
      facts: factsOfTrace({ traceId, spans, sender: 'ci' }, rules),
    };
  };
  const ofType = (facts: Fact[], type: string) =>
    facts.filter(fact => fact.type === type);
  const results = [
    'success',
    'failure',
    'error',
    'timeout',
    'cancellation',
    'skip',
  ];

  it('has a test for each of its files', () => {
    const names = readdirSync(folder).filter(name => name.endsWith('.json'));
    expect(names).toHaveLength(results.length + 1);
  });

  it.each(results)('tells a run that ended in %s, and its tasks', result => {
    const { spans, facts } = read(`run-${result}`);
    expect(ofType(facts, 'run')).toMatchObject([
      {
        phase: 'terminal',
        subject: { repository: { host: 'github.com', path: 'acme/payments' } },
        data: { pipeline: 'Build and Deploy', branch: 'main', result },
      },
    ]);
    const [{ key }] = ofType(facts, 'run');
    expect(key).toMatch(/^github:github\.com\/acme\/payments\/\d+#1$/);
    expect(ofType(facts, 'task')).toHaveLength(3);
    expect(ofType(facts, 'deployment')).toMatchObject([
      {
        key: 'github:github.com/acme/payments/1208',
        data: { environment: 'production', version: 'v1.2.3', result },
      },
    ]);
    expect(spansOfRun(spans, key).map(({ kind }) => kind)).toEqual([
      'run',
      'job',
      'job',
      'step',
      'job',
    ]);
  });

  it('tells a run in deprecated names, and no deployment of its resource', () => {
    const { facts } = read('legacy-names');
    expect(facts).toMatchObject([
      {
        type: 'run',
        key: 'github:github.com/acme/payments/7#1',
        data: { result: 'success', branch: 'main', pullRequest: '42' },
      },
    ]);
  });
});

const describeCorpus = corpus ? describe : describe.skip;
describeCorpus(`the corpus of odd requests${corpusHint}`, () => {
  it.each([
    'end-before-start',
    'unknown-fields',
    'uppercase-hex',
    'value-types',
  ])('has a run that succeeded in %s', name => {
    const spans = corpusSpans(`edge/${name}.json`);
    expect(factsOf(...spans)).toMatchObject([
      {
        key: 'otlp:e/1#1',
        phase: 'terminal',
        data: { pipeline: 'P', result: 'success' },
      },
    ]);
  });

  it.each(['empty-envelopes', 'empty-resourcespans'])(
    'has nothing in %s',
    name => {
      expect(factsOf(...corpusSpans(`edge/${name}.json`))).toEqual([]);
    },
  );
});
