import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { createGateSource } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  createProbeContext,
  KIT_NOW,
  startLoopbackSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { judge } from '../../judge';
import { importPrometheusRule, promql } from './index';

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'gates');
const isThere = existsSync(join(corpus, 'prometheus'));
const describeCorpus = isThere ? describe : describe.skip;
const named = isThere ? '' : ' (skipped: QUALITY_GATES_CORPUS is not set)';

const read = (file: string) => readFileSync(join(corpus, file), 'utf8');

/** What the gate comes to when Prometheus answers with a file of the corpus. */
async function outcomeOf(file: string, more: object = {}, status = 200) {
  const server = await startLoopbackSource(() => ({
    status,
    text: read(`prometheus/${file}`),
  }));
  const source = createGateSource(
    'prometheus',
    new ConfigReader({
      type: 'prometheus',
      url: server.url,
      allowPrivateAddress: true,
    }),
  );
  const params = {
    source: 'prometheus',
    query: 'ratio',
    thresholds: { degraded: 0.02, critical: 0.05 },
    ...more,
  };
  const config = new ConfigReader({});
  try {
    const probe = promql.setup({ config, source: () => source });
    const looked = await probe(createProbeContext(params)).then(
      measurement => ({ measurement }),
      error => ({ error }),
    );
    const judged = judge({
      looked,
      settings: { onNoData: 'inconclusive', onError: 'error' },
      asked: { version: '1.5.0' },
      now: KIT_NOW,
    });
    return `${judged.outcome} ${judged.reason.code}`;
  } finally {
    await server.close();
  }
}

describeCorpus(`promql over recorded answers of Prometheus${named}`, () => {
  it.each([
    ['query-instant-vector-error-ratio-pass', 'pass within_limits'],
    ['query-instant-vector-error-ratio-critical', 'fail fail_limit'],
    ['query-instant-vector-empty-no-data', 'inconclusive no_value'],
    ['query-instant-threshold-filter-empty', 'inconclusive no_value'],
    ['query-instant-threshold-filter-match', 'fail fail_limit'],
    ['query-instant-vector-nan-no-traffic', 'inconclusive not_a_number'],
    ['query-instant-vector-nan', 'inconclusive not_a_number'],
    ['query-instant-scalar-nan', 'inconclusive not_a_number'],
    ['query-instant-vector-inf', 'inconclusive infinite'],
    ['query-instant-scalar', 'fail fail_limit'],
    ['query-instant-absent', 'fail fail_limit'],
    ['query-instant-multi-series', 'inconclusive several_series'],
    ['query-instant-threshold-bool', 'inconclusive several_series'],
    ['query-instant-burn-rate-1h', 'fail fail_limit'],
    ['query-instant-string', 'error probe_failed'],
    ['query-range-matrix', 'error probe_failed'],
    ['query-range-empty', 'error probe_failed'],
    ['series', 'error probe_failed'],
    ['status-buildinfo', 'error probe_failed'],
  ])('%s is %s', async (file, outcome) => {
    expect(await outcomeOf(`${file}.json`)).toBe(outcome);
  });

  it.each([
    ['max', 'fail fail_limit'],
    ['min', 'pass within_limits'],
    ['all', 'fail fail_limit'],
    ['any', 'pass within_limits'],
  ])('two versions reduced by %s are %s', async (reduce, outcome) => {
    const file = 'query-instant-multi-series.json';
    expect(await outcomeOf(file, { reduce })).toBe(outcome);
  });

  it.each([
    ['query-error-bad-data', 400, 'error probe_failed'],
    ['query-error-execution', 422, 'error probe_failed'],
    ['query-range-error-too-many-points', 400, 'error probe_failed'],
    ['query-error-timeout', 503, 'error source_unavailable'],
  ])('%s with %d is %s', async (file, status, outcome) => {
    expect(await outcomeOf(`${file}.json`, {}, status)).toBe(outcome);
  });

  it('finds the filter in the query that cannot tell healthy from no data', () => {
    const findings = promql.lint({
      source: 'a',
      query: 'service:http_error_ratio:rate1m > 0.05',
      thresholds: { critical: 1 },
    });
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'filter-comparison', severity: 'error' }),
    );
  });

  it('imports the exported check rule of Dash0', () => {
    const document = JSON.parse(
      read('kubernetes/prometheusrule-dash0-thresholds.json'),
    );
    const [gate] = importPrometheusRule(document, { source: 'dash0' });
    expect(gate).toMatchObject({
      id: 'adservice',
      with: {
        assert: 'value <= $threshold',
        thresholds: { degraded: 35, critical: 40 },
      },
    });
    expect(gate.with.query).toMatch(/> 0\)\*100$/);
    const errors = promql
      .lint(gate.with)
      .filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });
});
