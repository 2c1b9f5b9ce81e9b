/**
 * Recorded answers of the systems that gates ask, each served by a server on this machine and asked over HTTP as a
 * pipeline asks. A file that nobody expects anything of fails.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import {
  startAsking,
  vector,
  type Asking,
  type World,
} from './__testUtils__/askGates';
import {
  CORPUS_CASES,
  CORPUS_ELSEWHERE,
  CORPUS_NOT_YET,
  CORPUS_POLICIES,
} from './__testUtils__/corpusGates';
import { jobsWorld } from './__testUtils__/worlds';
import { importPrometheusRule } from './gates/kinds/promql';

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'gates');
const isThere = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(corpus);
const described = isThere ? describe : describe.skip;
const named = isThere ? '' : ' (skipped: QUALITY_GATES_CORPUS is not set)';

const read = (file: string) => readFileSync(join(corpus, file), 'utf8');
const importRule = (file: string) =>
  importPrometheusRule(JSON.parse(read(`kubernetes/${file}`)), {
    source: 'prometheus',
  });

/** Everything that is asked answers with the file, but for what has to be there beside it. */
function serve(file: string, status?: number): World {
  const text = read(file);
  return request => {
    const { path, form, query } = request;
    if (path === '/api/v1/rules')
      return { text: read('prometheus/rules.json') };
    if (form.query === 'traffic') {
      const idle = 'prometheus/query-instant-vector-nan-no-traffic.json';
      return { text: read(idle) };
    }
    // Alertmanager leaves out what it is told to leave out.
    if (query.silenced === 'false') return { json: withoutSilenced(text) };
    const isList = path.endsWith('/runs') && path.includes('/workflows/');
    return isList ? jobsWorld('')(request) : { status, text };
  };
}

function withoutSilenced(text: string): object[] {
  const alerts: { status: { state: string } }[] = JSON.parse(text);
  return alerts.filter(({ status }) => status.state !== 'suppressed');
}

described(`what was recorded of other systems, asked over HTTP${named}`, () => {
  let asking: Asking;
  beforeAll(async () => {
    const dash0 = importRule('prometheusrule-dash0-thresholds.json').map(
      one => ({ ...one, phase: 'pre-deploy' } as unknown as JsonObject),
    );
    asking = await startAsking({
      ...CORPUS_POLICIES,
      dash0: { gates: dash0 },
    });
  }, 60_000);
  afterAll(() => asking?.stop());

  it('leaves no file out', () => {
    const files = readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name !== 'README.md')
      .map(({ parentPath, name }) =>
        join(parentPath, name).slice(corpus.length + 1),
      )
      .filter(file => !CORPUS_NOT_YET.some(one => file.startsWith(one)));
    const expected = new Set([
      ...CORPUS_CASES.map(([file]) => file),
      ...Object.keys(CORPUS_ELSEWHERE),
    ]);
    expect(files.sort()).toEqual([...expected].sort());
  });

  it.each(Object.entries(CORPUS_ELSEWHERE))(
    '%s is used in %s',
    (file, test) => {
      const text = readFileSync(join(__dirname, test), 'utf8');
      expect(text).toContain(file.split('/')[1]);
    },
  );

  const cases = CORPUS_CASES.map(one => [...one, undefined] as const);
  it.each(cases)('%s for %s is %s', async (file, policy, answer, status) => {
    const version = file.replace(/[^a-z0-9]+/gi, '-');
    asking.answer(serve(file, status));
    const place = `entityRef=component:default/${policy}&commit=${version}`;
    if (policy === 'junit' || policy === 'playwright') {
      const type = policy === 'junit' ? 'application/xml' : 'application/json';
      const sent = await asking.plugin.send(
        `/ingest/files/${policy}?${place}`,
        read(file),
        { 'Content-Type': type },
      );
      if (sent.status === 202) await asking.plugin.understood(sent);
    }
    const { body } = await asking.ask(policy, version, { commit: version });
    const [{ outcome, reason }] = body.outcomes;
    expect(`${body.decision}: ${outcome} ${reason.code}`).toBe(answer);
    expect(body.canDeploy).toBe(answer.startsWith('allow'));
  });

  it.each([
    ['prometheus/query-error-bad-data.json', 400, 1],
    ['prometheus/query-error-execution.json', 422, 1],
    ['prometheus/query-error-timeout.json', 503, 2],
  ])('%s with %i is asked for so often: %i', async (file, status, times) => {
    asking.answer(serve(file, status));
    const before = asking.requests.length;
    const { body } = await asking.ask('promql-again', String(status));
    expect(body).toMatchObject({ decision: 'deny', canDeploy: false });
    expect(asking.requests.length - before).toBe(times);
  });

  it.each([
    ['30', 'allow', 'pass'],
    ['36', 'allow-with-warnings', 'warn'],
    ['45', 'deny', 'fail'],
  ])(
    'prometheusrule-dash0-thresholds.json as a gate: %s percent is %s',
    async (value, decision, outcome) => {
      asking.answer(() => vector(value));
      const { body } = await asking.ask('dash0', value);
      expect(body).toMatchObject({ decision, outcomes: [{ outcome }] });
    },
  );

  it.each([
    'prometheusrule-no-runbook.json',
    'prometheusrule-sloth-generated.json',
  ])(
    '%s is refused as a gate, since it is no comparison with one number',
    file => {
      expect(() => importRule(file)).toThrow(/cannot be a gate/);
    },
  );
});
