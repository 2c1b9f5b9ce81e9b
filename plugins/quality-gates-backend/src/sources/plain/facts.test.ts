import {
  change,
  checkResult,
  deployment,
  event,
  flag,
  gateOutcome,
  incident,
  run,
  send,
} from './__fixtures__/bodies';
import { plain } from './index';

const ms = (text: string) => Date.parse(text);

describe('plain', () => {
  const normalise = (door: string, body: unknown) =>
    plain.normalise(send(door, body));

  it('does not repeat what a sender wrote', () => {
    const body = { ...deployment, url: 'data:text/html,secret-in-a-link' };
    expect(() => normalise('deployments', body)).toThrow('url: must be');
    expect(() => normalise('deployments', body)).not.toThrow('secret');
  });

  it.each([
    ['pending', 'pending', undefined, undefined],
    ['queued', 'pending', undefined, undefined],
    ['in_progress', 'executing', undefined, undefined],
    ['RUNNING', 'executing', undefined, undefined],
    ['success', 'terminal', 'success', true],
    ['succeeded', 'terminal', 'success', true],
    ['failure', 'terminal', 'failure', false],
    ['failed', 'terminal', 'failure', false],
    ['error', 'terminal', 'error', false],
    ['timeout', 'terminal', 'timeout', false],
    ['cancellation', 'terminal', 'cancellation', false],
    ['cancelled', 'terminal', 'cancellation', false],
    ['canceled', 'terminal', 'cancellation', false],
    ['aborted', 'terminal', 'cancellation', false],
    ['skip', 'terminal', 'skip', false],
  ])(
    'status %s is %s, result %s, reached %s',
    (status, phase, result, reachedEnvironment) => {
      const [fact] = normalise('deployments', { ...deployment, status });
      expect(fact).toMatchObject({
        phase,
        data: {
          status: status.toLocaleLowerCase('en-US'),
          result,
          reachedEnvironment,
        },
      });
    },
  );

  it('believes a sender that a failure reached the environment', () => {
    const body = { ...deployment, status: 'failed', reachedEnvironment: true };
    expect(normalise('deployments', body)[0].data).toMatchObject({
      result: 'failure',
      reachedEnvironment: true,
    });
  });

  it('takes the newest time a deployment gives for its own time', () => {
    const at = (rest: object) =>
      normalise('deployments', { ...deployment, ...rest })[0].at;
    const running = { status: 'running', finishedAt: undefined };
    const updatedAt = '2025-03-11T00:00:00Z';
    expect(at({ updatedAt })).toBe(ms(updatedAt));
    expect(at({})).toBe(ms('2025-03-10T12:00:00Z'));
    expect(at(running)).toBe(ms('2025-03-10T11:58:00Z'));
    expect(at({ ...running, startedAt: undefined })).toBe(0);
  });

  it('knows a deployment without an id again, also when its finish is corrected', () => {
    const key = (rest: object) =>
      normalise('deployments', { ...deployment, id: undefined, ...rest })[0]
        .key;
    const running = { status: 'running', finishedAt: undefined };
    expect(key(running)).toBe(key({}));
    expect(key({ finishedAt: '2025-03-10T12:30:00Z' })).toBe(key({}));
    expect(key({ environment: 'production' })).toBe(key({}));
    const others = [
      key({ environment: 'staging' }),
      key({ version: '1.4.1' }),
      key({ commit: 'c4' }),
      key({ startedAt: '2025-03-10T11:59:00Z' }),
      key({ entityRef: 'component:default/cart' }),
    ];
    expect(new Set([key({}), ...others]).size).toBe(6);
  });

  it('tells deployments without id and start apart by their run', () => {
    const key = (runUrl: string) =>
      normalise('deployments', {
        ...deployment,
        id: undefined,
        startedAt: undefined,
        runUrl,
      })[0].key;
    expect(key('https://ci.example.com/1')).not.toBe(
      key('https://ci.example.com/2'),
    );
  });

  it('ends an incident once it is resolved, and lets updatedAt decide', () => {
    const resolvedAt = '2025-03-10T15:00:00Z';
    expect(
      normalise('incidents', { ...incident, resolvedAt })[0],
    ).toMatchObject({ phase: 'terminal', at: ms(resolvedAt) });
    const updatedAt = '2025-03-10T16:00:00Z';
    expect(
      normalise('incidents', { ...incident, resolvedAt, updatedAt })[0].at,
    ).toBe(ms(updatedAt));
  });

  it.each([
    ['https://gitlab.com/acme/pay', 'gitlab:gitlab.com/acme/pay/7001#1'],
    ['https://git.example.com/a/b', 'plain:git.example.com/a/b/7001#1'],
    [undefined, 'plain:ci/7001#1'],
  ])('a run of %s has the key %s', (repositoryUrl, key) => {
    const body = { ...run, attempt: undefined, repositoryUrl };
    expect(normalise('runs', body)[0].key).toBe(key);
  });

  it('gives the tasks of a run the same keys in any order', () => {
    const keys = (tasks: unknown[]) =>
      normalise('runs', { ...run, tasks }).map(fact => [fact.key, fact.at]);
    expect(keys([...run.tasks].reverse())).toEqual(keys(run.tasks));
  });

  it('knows a gate outcome without an id again by what it says', () => {
    const key = (rest: object) =>
      normalise('gate-outcomes', { ...gateOutcome, id: undefined, ...rest })[0]
        .key;
    expect(key({ summary: 'too slow' })).toBe(key({}));
    expect(key({ at: '2025-03-10T12:00:00+01:00' })).toBe(key({}));
    expect(key({ at: '2025-03-10T11:00:01Z' })).not.toBe(key({}));
    expect(key({ gate: 'smoke-test' })).not.toBe(key({}));
  });

  it('names the sender by its token, not by the fact', () => {
    const other = { ...send('incidents', incident), sender: 'service:bot' };
    expect(plain.normalise(other)[0]).toMatchObject({
      key: 'plain:service:bot/INC-1',
      reportedBy: 'service:bot',
    });
  });

  it.each([
    ['check-results', checkResult, { at: '2025-03-11T11:00:00Z' }],
    ['check-results', checkResult, { check: 'runbook' }],
    ['flags', flag, { environment: 'staging' }],
    ['flags', flag, { at: '2025-03-11T11:00:00Z' }],
    ['events', { ...event, id: undefined }, { title: 'node-8 drained' }],
  ])('%s without an id: %j is another one with %j', (door, body, rest) => {
    const key = (one: object) => normalise(door, one)[0].key;
    expect(key({ ...body })).toBe(key(body));
    expect(key({ ...body, ...rest })).not.toBe(key(body));
  });

  it('lets updatedAt decide for changes too, and keeps an open one going', () => {
    const open = { ...change, mergedAt: undefined };
    expect(normalise('changes', open)[0]).toMatchObject({
      phase: 'executing',
      at: ms('2025-03-09T10:00:00Z'),
    });
    const updatedAt = '2025-03-12T00:00:00Z';
    expect(normalise('changes', { ...change, updatedAt })[0].at).toBe(
      ms(updatedAt),
    );
  });
});
