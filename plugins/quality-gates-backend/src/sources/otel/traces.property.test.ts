import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import fc from 'fast-check';
import { RESOURCE, span, TRACE_ID } from './__fixtures__/span';
import { factsOfTrace } from './spansToFacts';
import { spansOfRun } from './traceView';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const KEY = 'github:github.com/acme/payments/7001#1';
const rules = {
  deployments: [{ match: { job: '^release' }, environment: 'production' }],
};
const optional = (values: string[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });

/** What marks a span as one of an emitter; mixed with everything else that a span may say. */
const MARKS: Readonly<Record<string, Partial<Span>>> = {
  github: {
    resourceAttributes: {
      'vcs.provider.name': 'github',
      'cicd.pipeline.name': 'job',
      'cicd.pipeline.task.run.url.full':
        'https://github.com/acme/payments/actions/runs/7001/job/9',
      'cicd.pipeline.run.task.status': 'skip',
    },
  },
  gitlab: {
    resourceAttributes: {
      'vcs.provider.name': 'gitlab',
      'gitlab.project.namespace': 'acme',
      'cicd.pipeline.run.id': 7001,
    },
  },
  action: { scopeName: 'otel-cicd-action' },
  jenkins: { scopeName: 'io.jenkins.opentelemetry' },
  export: { scopeName: 'otel-export-trace' },
  argo: { scopeName: 'workflow-controller' },
  concourse: { scopeName: 'concourse' },
  zuul: { scopeName: 'zuul' },
  cli: { scopeName: 'github.com/equinix-labs/otel-cli' },
  hand: { scopeName: 'manual-test' },
};

/** Any mixture of emitters, roles, parents (circles and orphans too), runs and evidence. */
const spanArbitrary = (spanId: string): fc.Arbitrary<Span> =>
  fc
    .record({
      parent: fc.option(fc.constantFrom(...IDS, 'lost')),
      kind: fc.constantFrom(1, 2),
      start: fc.integer({ min: 0, max: 5 }),
      length: fc.integer({ min: 0, max: 5 }),
      statusCode: fc.constantFrom(0 as const, 1 as const, 2 as const),
      name: fc.constantFrom(
        'Queued',
        'x',
        'release eu',
        'build',
        'workflow',
        'node',
        'QueueItem',
        'RequestNodes',
        'buildkite.build',
        'buildkite.job',
        'Build: x',
      ),
      emitter: optional(Object.keys(MARKS)),
      jenkinsRun: optional(['acme/pay', 'acme/deploy']),
      jenkinsStep: optional(['stage', 'node', 'git']),
      githubRun: optional(['7001']),
      runId: optional(['7001', '7002']),
      attempt: optional(['1', '2']),
      result: optional(['success', 'failure', 'odd']),
      task: optional(['build', 'release eu']),
      state: optional(['pending']),
      environment: optional(['production', 'staging']),
      deploymentId: optional(['1', '2']),
      ref: optional(['component:default/x', 'component:default/y']),
      workflow: optional(['pay-1', 'pay-2']),
      playbook: optional(['2.19']),
      playbookTask: optional(['install']),
      project: optional(['pay']),
      goal: optional(['test']),
      build: optional(['7', '8']),
      test: optional(['pays', 'refunds']),
      testStatus: optional(['pass', 'fail', 'odd']),
      suite: optional(['PayTest']),
    })
    .map(given =>
      span(spanId, {
        parentSpanId: given.parent,
        kind: given.kind,
        name: given.name,
        at: [given.start, given.start + given.length],
        statusCode: given.statusCode,
        resourceAttributes: {
          'vcs.repository.url.full': RESOURCE['vcs.repository.url.full'],
        },
        ...MARKS[given.emitter ?? ''],
        attributes: Object.fromEntries(
          Object.entries({
            'ci.pipeline.id': given.jenkinsRun,
            'jenkins.pipeline.step.type': given.jenkinsStep,
            'github.run_id': given.githubRun,
            'cicd.pipeline.run.id': given.runId,
            'github.run_attempt': given.attempt,
            'cicd.pipeline.result': given.result,
            'cicd.pipeline.task.name': given.task,
            'cicd.pipeline.run.state': given.state,
            'deployment.environment.name': given.environment,
            'deployment.id': given.deploymentId,
            'backstage.entity.ref': given.ref,
            name: given.workflow,
            namespace: given.workflow,
            'ansible.version': given.playbook,
            'ansible.task.name': given.playbookTask,
            'maven.project.artifactId': given.project,
            'maven.execution.goal': given.goal,
            build_id: given.build,
            team_name: given.build,
            'test.case.name': given.test,
            'test.case.result.status': given.testStatus,
            'test.suite.name': given.suite,
          }).flatMap(([key, value]) => (value ? [[key, value]] : [])),
        ),
      }),
    );

const traces = fc
  .subarray(IDS, { minLength: 1 })
  .chain(ids => fc.tuple(...ids.map(spanArbitrary)))
  .chain(spans =>
    fc.record({
      spans: fc.constant(spans as Span[]),
      shuffled: fc.shuffledSubarray(spans as Span[], {
        minLength: spans.length,
      }),
    }),
  );
const facts = (spans: readonly Span[]) =>
  factsOfTrace({ traceId: TRACE_ID, spans, sender: 'ci' }, rules);

describe('any trace', () => {
  it('gives the same facts in any order of its spans, and when they come twice', () => {
    fc.assert(
      fc.property(traces, ({ spans, shuffled }) => {
        expect(facts(shuffled)).toEqual(facts(spans));
        expect(facts([...shuffled, ...spans])).toEqual(facts(spans));
      }),
    );
  });

  it('gives facts with keys of their own, and tasks of runs that are told', () => {
    fc.assert(
      fc.property(traces, ({ spans }) => {
        const found = facts(spans);
        const runs = found.filter(({ type }) => type === 'run');
        expect(new Set(runs.map(({ key }) => key)).size).toBe(runs.length);
        for (const fact of found) {
          expect(Number.isFinite(fact.at)).toBe(true);
          if (fact.type !== 'task') continue;
          expect(runs.map(({ key }) => key)).toContain(fact.data.runKey);
        }
      }),
    );
  });

  it('is drawn with every parent before its children', () => {
    fc.assert(
      fc.property(traces, ({ spans, shuffled }) => {
        const drawn = spansOfRun(spans, KEY);
        expect(spansOfRun(shuffled, KEY)).toEqual(drawn);
        const seen = new Set<string | null>([null]);
        for (const { spanId, parentSpanId } of drawn) {
          expect(seen).toContain(parentSpanId);
          expect(seen).not.toContain(spanId);
          seen.add(spanId);
        }
        expect(spansOfRun(spans, 'no such run')).toHaveLength(spans.length);
      }),
    );
  });
});
