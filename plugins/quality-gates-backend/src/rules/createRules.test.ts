import type {
  Fact,
  FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { createRules, type RulesConfig } from './createRules';

const RUN = 'github:github.com/acme/checkout/7#1';
const subject = {
  repository: { host: 'github.com', path: 'acme/checkout' },
  pipeline: 'Release',
};
const run: FactOf<'run'> = {
  type: 'run',
  key: RUN,
  subject,
  channel: 'webhook',
  at: 5,
  phase: 'terminal',
  data: {
    pipeline: 'Release',
    commit: 'c1',
    url: 'https://github.com/acme/checkout/actions/runs/7',
  },
};

function task(
  data: Partial<FactOf<'task'>['data']>,
  rest: Partial<FactOf<'task'>> = {},
): FactOf<'task'> {
  return {
    type: 'task',
    key: `${RUN}|gate|1`,
    subject,
    channel: 'webhook',
    at: 9,
    phase: 'terminal',
    data: { runKey: RUN, name: 'QualityGate check load test', ...data },
    ...rest,
  };
}

const gates = [
  {
    jobName: '^QualityGate check (?<gate>.+)$',
    environment: 'production',
  },
];
const apply = (rules: Partial<RulesConfig>, ...facts: Fact[]) =>
  createRules({ gates: [], rollbacks: [], ...rules })(facts, 'webhooks/github');

describe('rules.gates', () => {
  const reports = (rules: RulesConfig['gates'], ...facts: Fact[]) =>
    apply({ gates: rules }, ...facts).filter(
      (fact): fact is FactOf<'gate-report'> => fact.type === 'gate-report',
    );

  it('makes a gate report of a finished job whose name matches, and keeps the job', () => {
    const job = task({
      result: 'failure',
      finishedAt: 8,
      url: 'https://github.com/acme/checkout/actions/runs/7/job/1',
    });
    expect(apply({ gates }, run, job)).toEqual([
      run,
      job,
      {
        type: 'gate-report',
        key: `job:${job.key}`,
        subject,
        channel: 'webhook',
        at: 8,
        phase: 'terminal',
        reportedBy: 'webhooks/github',
        data: {
          id: job.key,
          gate: 'load test',
          environment: 'production',
          outcome: 'fail',
          commit: 'c1',
          runUrl: run.data.url,
          evidenceUrl: job.data.url,
          summary: 'The job "QualityGate check load test" ended with failure',
        },
      },
    ]);
  });

  it.each([
    ['success', 'pass'],
    ['failure', 'fail'],
    ['error', 'error'],
    ['timeout', 'error'],
    ['skip', 'skipped'],
    ['cancellation', 'inconclusive'],
    ['unknown', 'inconclusive'],
    [undefined, 'inconclusive'],
  ] as const)('result %s is outcome %s', (result, outcome) => {
    expect(reports(gates, task({ result }))).toMatchObject([
      { data: { outcome } },
    ]);
  });

  it.each(['pending', 'executing'] as const)('waits while it is %s', phase => {
    expect(reports(gates, task({}, { phase }))).toEqual([]);
  });

  it('leaves other jobs and other facts alone', () => {
    expect(reports(gates, run, task({ name: 'build' }))).toEqual([]);
  });

  it('is one outcome for a webhook and a trace about one job', () => {
    const keys = (['webhook', 'otlp'] as const).map(
      channel => reports(gates, task({}, { channel }))[0].key,
    );
    expect(keys[0]).toBe(keys[1]);
  });

  it('lets whoever knows the result speak louder, also when it saw the end earlier', () => {
    const times = { startedAt: 2, finishedAt: 8 };
    const [told] = reports(gates, task({ ...times, result: 'failure' }));
    const [vague] = reports(gates, task({ ...times, finishedAt: 9 }));
    expect(told.at).toBeGreaterThan(vague.at);
  });

  it('names the sender of the fact, where it has one', () => {
    expect(reports(gates, task({}, { reportedBy: 'ci' }))).toMatchObject([
      { reportedBy: 'ci' },
    ]);
  });

  it('takes the first rule that matches, case-insensitive, and its groups', () => {
    const rules = [
      { jobName: '^gate (?<environment>\\w+): (?<gate>.*)' },
      { jobName: 'gate', environment: 'staging' },
    ];
    const told = (name: string) => reports(rules, task({ name }))[0].data;
    expect(told('Gate Production: smoke')).toMatchObject({
      gate: 'smoke',
      environment: 'Production',
    });
    expect(told('the gate')).toMatchObject({
      gate: 'the gate',
      environment: 'staging',
    });
  });

  it('looks at the first 256 characters of a name only', () => {
    const slow = [{ jobName: 'x$', environment: 'production' }];
    expect(reports(slow, task({ name: `${'a'.repeat(300)}x` }))).toEqual([]);
  });
});

describe('rules.rollbacks', () => {
  const deployment = (
    rest: Partial<FactOf<'deployment'>['data']> = {},
    pipeline: string | undefined = 'Rollback production',
  ): FactOf<'deployment'> => ({
    type: 'deployment',
    key: 'd',
    subject: { pipeline },
    channel: 'webhook',
    at: 1,
    phase: 'terminal',
    data: { id: 'd', environment: 'production', status: 'success', ...rest },
  });
  const marked = (
    match: RulesConfig['rollbacks'][number]['match'],
    ...facts: Fact[]
  ) =>
    apply({ rollbacks: [{ match }] }, ...facts).flatMap(fact =>
      fact.type === 'deployment' ? [fact.data.rollback ?? false] : [],
    );

  it('marks deployments of a workflow that matches, and no others', () => {
    expect(marked({ workflow: '^rollback' }, deployment())).toEqual([true]);
    expect(marked({ workflow: '^rollback' }, deployment({}, 'Deploy'))).toEqual(
      [false],
    );
    expect(marked({}, deployment())).toEqual([false]);
  });

  it('knows the workflow by the run of the same page', () => {
    const own: FactOf<'deployment'> = {
      ...deployment({ runUrl: run.data.url }),
      subject: {},
    };
    expect(marked({ workflow: 'release' }, own, run)).toEqual([true]);
    expect(marked({ workflow: 'release' }, own)).toEqual([false]);
  });

  it('wants the workflow and the job, where a rule names both', () => {
    const url = 'https://github.com/acme/checkout/actions/runs/7/job/1';
    const job = task({ name: 'undo', url });
    const match = { workflow: 'rollback', job: '^undo$' };
    expect(marked(match, deployment({ url }), job)).toEqual([true]);
    expect(marked(match, deployment(), job)).toEqual([false]);
    expect(marked(match, deployment({ url }, 'Deploy'), job)).toEqual([false]);
  });
});
