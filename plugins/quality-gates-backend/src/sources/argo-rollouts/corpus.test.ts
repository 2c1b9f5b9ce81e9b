import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { parseAllDocuments } from 'yaml';
import { argoRollouts } from './index';

const corpus = process.env.QUALITY_GATES_CORPUS ?? '';
const FOLDERS = ['webhooks/argo-rollouts', 'gates/argo-rollouts'];
const present =
  corpus !== '' && FOLDERS.every(folder => existsSync(join(corpus, folder)));

/** Of each AnalysisRun; null = it still runs. */
const OUTCOMES: Readonly<Record<string, string | null>> = {
  'experiment-step_canary-exp-analysis.yaml': null,
  'rollout-aborted_analysisrun.yaml': 'fail',
  'experiment-analysis_canary-analysis.yaml': 'inconclusive',
  'analysisrun-error-no-data.json': 'error',
  'analysisrun-failed.json': 'fail',
  'analysisrun-inconclusive.json': 'inconclusive',
  'analysisrun-prometheus-successful-dryrun.json': 'pass',
};
const VERSIONS: Readonly<Record<string, string>> = {
  'notification.rollout-aborted.constructed.json': 'v1.2.4',
  'notification.rollout-completed.constructed.json': 'v1.2.3',
};
/** Built-in templates, and objects that no notification is about. */
const OTHER_KINDS = ['ConfigMap', 'Experiment', 'Job'];

interface Posted {
  readonly kind?: string;
  readonly trigger?: string;
}

describe('the corpus of Argo Rollouts', () => {
  if (!present) {
    it.todo('is understood (QUALITY_GATES_CORPUS is not set)');
    return;
  }
  const cases = FOLDERS.flatMap(folder =>
    readdirSync(join(corpus, folder)).flatMap(file =>
      parseAllDocuments(readFileSync(join(corpus, folder, file), 'utf8')).map(
        document => [file, document.toJSON() as Posted] as const,
      ),
    ),
  );
  const post = (body: object) =>
    argoRollouts.normalise(deliver('rollout', body));
  const ofKind = (kind: string) =>
    cases.filter(([, { kind: k }]) => k === kind);

  it('holds nothing that has no test below', () => {
    const known = ['Rollout', 'AnalysisRun', ...OTHER_KINDS];
    const unknown = cases.filter(
      ([, { kind = '', trigger }]) => !trigger && !known.includes(kind),
    );
    expect(unknown).toEqual([]);
    expect(
      ofKind('AnalysisRun')
        .map(([file]) => file)
        .sort(),
    ).toEqual(Object.keys(OUTCOMES).sort());
    expect(cases.filter(([, { trigger }]) => trigger)).toHaveLength(
      Object.keys(VERSIONS).length,
    );
  });

  it.each(cases.filter(([, { trigger }]) => trigger))(
    'is a deployment of its version: %s',
    (file, body) => {
      const result = file.includes('completed') ? 'success' : 'failure';
      expect(post(body)).toMatchObject([
        { type: 'deployment', data: { version: VERSIONS[file], result } },
      ]);
    },
  );

  it.each(ofKind('Rollout'))(
    'is a deployment once posted: %s',
    (_, rollout) => {
      expect(post({ rollout, trigger: 'on-rollout-completed' })).toMatchObject([
        { type: 'deployment', data: { result: 'success' } },
      ]);
    },
  );

  it.each(ofKind('AnalysisRun'))(
    'is a gate report once it is over: %s',
    (file, run) => {
      const rollout = { metadata: { name: 'shop' } };
      const body = {
        rollout,
        analysisRuns: [run],
        trigger: 'on-analysis-run-failed',
      };
      const outcome = OUTCOMES[file];
      const expected = { type: 'gate-report', data: { outcome } };
      expect(post(body)).toMatchObject(outcome === null ? [] : [expected]);
    },
  );

  it.each(OTHER_KINDS.flatMap(ofKind))('is no notification: %s', (_, body) => {
    expect(() => post(body)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
