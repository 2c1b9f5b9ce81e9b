import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import completed from './__fixtures__/on-rollout-completed.json';
import { argoRollouts } from './index';

const { rollout, analysisRuns } = completed;
const [analysis] = analysisRuns;
const factsOf = (change: object, source = 'eu') =>
  argoRollouts.normalise(
    deliver(
      'rollout',
      { ...completed, analysisRuns: [], ...change },
      { source },
    ),
  );
const withMetadata = (metadata: object, rest: object = {}) =>
  factsOf({
    rollout: { ...rollout, metadata: { ...rollout.metadata, ...metadata } },
    ...rest,
  });
const outcomeOf = (status: object) =>
  factsOf({
    trigger: 'on-analysis-run-failed',
    analysisRuns: [{ ...analysis, status: { ...analysis.status, ...status } }],
  })[0]?.data;

describe('a rollout', () => {
  it.each([
    ['on-rollout-updated', 'Updated'],
    ['on-rollout-step-completed', 'Progressing'],
    ['on-rollout-paused', 'Paused'],
  ])('is under way when %s tells of it', (trigger, status) => {
    const [fact] = factsOf({ trigger });
    expect(fact).toMatchObject({ phase: 'executing', data: { status } });
    expect(fact.data).not.toHaveProperty('result');
    expect(fact.data).toMatchObject({ finishedAt: undefined });
  });

  it('is not taken up again by the end of its pause, which may be told last', () => {
    expect(factsOf({ trigger: 'on-rollout-resumed' })).toEqual([]);
  });

  it('starts when it is updated', () => {
    expect(factsOf({ trigger: 'on-rollout-updated' })).toMatchObject([
      { data: { startedAt: Date.parse(completed.sentAt) } },
    ]);
  });

  it('is told by its trigger, whatever its status says', () => {
    const status = { phase: 'Healthy', abort: false };
    expect(
      factsOf({
        trigger: 'on-rollout-aborted',
        rollout: { ...rollout, status },
      }),
    ).toMatchObject([{ data: { result: 'failure' } }]);
  });

  it('takes the latest time of its status where the notification has none', () => {
    expect(factsOf({ sentAt: null })[0].at).toBe(
      Date.parse('2025-03-10T12:09:59Z'),
    );
    const bare = factsOf({
      sentAt: null,
      rollout: { ...rollout, status: null },
    });
    expect(bare).toMatchObject([{ at: 0, data: { finishedAt: undefined } }]);
  });

  it('is another deployment in another revision, place and Argo Rollouts', () => {
    const annotations = { 'rollout.argoproj.io/revision': '13' };
    const keys = [
      factsOf({}),
      withMetadata({ annotations }),
      withMetadata({ namespace: 'other' }),
      withMetadata({ uid: 'again' }),
      factsOf({}, 'us'),
    ].map(([{ key }]) => key);
    expect(new Set(keys).size).toBe(5);
  });

  it('is in the environment of its annotation, the template, then its namespace', () => {
    const annotations = {};
    expect([
      withMetadata({}, { environment: 'eu' }),
      withMetadata({ annotations }, { environment: 'eu' }),
      withMetadata({ annotations }),
    ]).toMatchObject(
      ['production', 'eu', 'payments-prod'].map(environment => [
        { data: { environment } },
      ]),
    );
  });

  it.each([
    [{ 'argocd/app-name': 'own' }, 'own'],
    [{}, 'payments-helm'],
  ])(
    'with annotations %j belongs to the application %s',
    (annotations, app) => {
      expect(
        withMetadata({ annotations })[0].subject.annotations,
      ).toContainEqual({
        key: 'argocd/app-name',
        value: app,
      });
    },
  );

  it('has no version when several containers could have one', () => {
    const containers = [{ image: 'a:1' }, { image: 'b:2' }];
    const spec = { template: { spec: { containers } } };
    const of = (annotations: object) =>
      withMetadata(
        { annotations },
        {
          rollout: {
            ...rollout,
            spec,
            metadata: { ...rollout.metadata, annotations },
          },
        },
      );
    expect(of({})[0].data).not.toHaveProperty('version');
    expect(of({ 'quality-gates.io/image': 'b' })).toMatchObject([
      { data: { version: '2' } },
    ]);
  });
});

describe('an analysis', () => {
  const metric = analysis.status.metricResults[0];

  it.each([
    ['Failed', 'fail'],
    ['Error', 'error'],
    ['Inconclusive', 'inconclusive'],
    ['Successful', 'pass'],
  ])('that is %s is %s', (phase, outcome) => {
    expect(outcomeOf({ phase })).toMatchObject({ outcome });
  });

  it.each([['Pending'], ['Running'], [undefined], ['Resting']])(
    'that is %s says nothing yet',
    phase => {
      expect(outcomeOf({ phase })).toBeUndefined();
    },
  );

  it.each([
    [
      'was stopped before its first measurement',
      [{ ...metric, successful: 0 }],
    ],
    ['has no metrics', []],
    ['has metrics of a dry run only', [{ ...metric, dryRun: true }]],
    ['has measured one of two metrics', [metric, { name: 'errors' }]],
  ])('is no pass when it %s', (_, metricResults) => {
    expect(outcomeOf({ metricResults })).toMatchObject({
      outcome: 'inconclusive',
    });
  });

  it.each([
    ['0.5', 0.5],
    ['[0.5]', 0.5],
    ['[0.5,0.6]', undefined],
    ['[]', undefined],
    ['true', undefined],
    ['NaN', undefined],
    [undefined, undefined],
  ])('shows %s as the value %s', (value, shown) => {
    const metricResults = [{ ...metric, measurements: [{ value }] }];
    expect(outcomeOf({ metricResults })).toMatchObject({
      value: shown,
    });
  });

  it('ends with its last measurement where no time of completion is written', () => {
    const [fact] = factsOf({
      trigger: 'on-analysis-run-failed',
      analysisRuns: [
        { ...analysis, status: { ...analysis.status, completedAt: null } },
      ],
    });
    expect(fact.at).toBe(Date.parse('2025-03-10T12:07:00Z'));
  });
});
