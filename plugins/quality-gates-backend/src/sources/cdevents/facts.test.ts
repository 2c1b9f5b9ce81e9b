import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { cdevents } from './index';

const at = Date.parse('2025-03-10T12:00:00Z');

function factsOf(
  type: string,
  subject: { id?: string; source?: string; content?: object },
  customData?: unknown,
) {
  const kind = `dev.cdevents.${type}.0.2.0`;
  return cdevents.normalise(
    deliver(kind, {
      context: {
        id: 'e-1',
        source: '/ci',
        timestamp: '2025-03-10T12:00:00Z',
        type: kind,
      },
      subject: { id: 's-1', content: {}, ...subject },
      customData,
    }),
  );
}

describe('runs', () => {
  it('gather their times from one event each', () => {
    const facts = ['queued', 'started', 'finished'].flatMap(predicate =>
      factsOf(`pipelinerun.${predicate}`, {}),
    );
    expect(new Set(facts.map(({ key }) => key)).size).toBe(1);
    expect(facts).toMatchObject([
      { phase: 'pending', data: { queuedAt: at } },
      { phase: 'executing', data: { startedAt: at, dequeuedAt: at } },
      { phase: 'terminal', data: { finishedAt: at } },
    ]);
  });

  it.each([
    ['success', 'success'],
    ['failure', 'failure'],
    ['cancel', 'cancellation'],
    ['error', 'error'],
    ['great', 'unknown'],
    [undefined, 'unknown'],
  ])('end as %s means: %s', (outcome, result) => {
    expect(
      factsOf('pipelinerun.finished', { content: { outcome } }),
    ).toMatchObject([{ data: { result } }]);
  });

  it('have no result before they are finished', () => {
    const content = { outcome: 'success' };
    const [{ data }] = factsOf('pipelinerun.started', { content });
    expect(data).toMatchObject({ result: undefined });
  });

  it('hold the tasks that name them, also of another source', () => {
    const own = factsOf('pipelinerun.started', { id: 'r-1' });
    const other = factsOf('pipelinerun.started', { id: 'r-1', source: '/b' });
    const taskOf = (pipelineRun: object) =>
      factsOf('taskrun.finished', {
        content: { taskName: 'test', outcome: 'success', pipelineRun },
      });
    expect(taskOf({ id: 'r-1' })).toMatchObject([
      {
        type: 'task',
        data: { runKey: own[0].key, name: 'test', result: 'success' },
      },
    ]);
    expect(taskOf({ id: 'r-1', source: '/b' })).toMatchObject([
      { data: { runKey: other[0].key } },
    ]);
    expect(own[0].key).not.toBe(other[0].key);
  });

  it('are also tasks that name none', () => {
    expect(
      factsOf('taskrun.started', { content: { taskName: 'nightly' } }),
    ).toMatchObject([{ type: 'run', data: { pipeline: 'nightly' } }]);
  });
});

describe('deployments', () => {
  const content = { environment: { id: '42', name: 'production' } };

  it('are in the environment by its name, and say what the custom data adds', () => {
    const custom = {
      entityRef: 'component:default/pay',
      version: 'v2',
      commit: 'abc',
      rollbackOf: 'd-0',
    };
    expect(factsOf('service.rolledback', { content }, custom)).toMatchObject([
      {
        subject: { entityRef: 'component:default/pay' },
        data: {
          environment: 'production',
          version: 'v2',
          commit: 'abc',
          rollbackOf: 'd-0',
          status: 'rolledback',
          result: 'success',
        },
      },
    ]);
  });

  it('are told apart by what was done, when an emitter repeats an id', () => {
    const keys = ['deployed', 'upgraded', 'rolledback'].map(
      predicate => factsOf(`service.${predicate}`, { content })[0].key,
    );
    expect(new Set(keys).size).toBe(3);
  });

  it.each([['bm8gSlNPTg=='], [7], [[1]], [{ version: 7, commit: '' }]])(
    'do without custom data that is %j',
    custom => {
      expect(factsOf('service.deployed', { content }, custom)).toMatchObject([
        { data: { version: undefined, commit: undefined } },
      ]);
    },
  );
});

describe('changes', () => {
  it.each([
    ['its address', { id: '7', url: 'https://git.example.com/Acme/Pay.git' }],
    [
      'its id below its source',
      { id: 'acme/pay', source: 'https://git.example.com/' },
    ],
    [
      'its source, which ends in its id',
      { id: 'acme/pay', source: 'https://git.example.com/acme/pay' },
    ],
    ['an id that is an address', { id: 'https://git.example.com/acme/pay' }],
  ])('know their repository by %s', (_, repository) => {
    expect(
      factsOf('change.merged', { id: '12', content: { repository } }),
    ).toMatchObject([
      { key: 'git.example.com/acme/pay#12', data: { mergedAt: at } },
    ]);
  });

  it.each([
    ['created', 'openedAt'],
    ['reviewed', 'firstReviewAt'],
    ['abandoned', 'closedAt'],
  ])('that are %s bring %s', (predicate, field) => {
    const repository = 'https://git.example.com/acme/pay';
    const content = { description: 'Round up\n\nwhole cents' };
    expect(
      factsOf(`change.${predicate}`, { content }, { repository }),
    ).toMatchObject([{ data: { [field]: at, title: 'Round up' } }]);
  });

  it.each([[undefined], [{ id: 'acme/pay' }], [{ id: 'x', source: 'ci' }]])(
    'say nothing when the repository is %j',
    repository => {
      expect(factsOf('change.merged', { content: { repository } })).toEqual([]);
    },
  );
});

describe('incidents', () => {
  it('open when detected and end when resolved, as one', () => {
    const [detected] = factsOf('incident.detected', {
      content: { description: 'Slow', service: { id: 'a/b/pay' } },
    });
    const [resolved] = factsOf('incident.resolved', {
      content: { description: 'Fast again', environment: { id: 'eu' } },
    });
    expect(detected).toMatchObject({
      subject: { service: 'pay' },
      phase: 'executing',
      data: { openedAt: at, title: 'Slow' },
    });
    expect(resolved).toMatchObject({
      key: detected.key,
      phase: 'terminal',
      data: {
        resolvedAt: at,
        title: undefined,
        labels: { environment: 'eu' },
      },
    });
  });

  it('that are reported say nothing of when they began', () => {
    const content = { ticketURI: 'https://tickets.example.com/7' };
    expect(factsOf('incident.reported', { content })).toMatchObject([
      { data: { openedAt: undefined, url: 'https://tickets.example.com/7' } },
    ]);
  });
});
