import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { facts, only } from './__fixtures__/facts';
import { RESOURCE, runSpan, span, START, taskSpan } from './__fixtures__/span';

const at = (seconds: number) => START + seconds * 1000;

describe('whose a run and its tasks are', () => {
  const ref = (name: string) => ({ 'backstage.entity.ref': name });

  it('is said by the span, else by the resource', () => {
    const resourceAttributes = { ...RESOURCE, ...ref('component:pay') };
    const [run, a, b] = facts(
      runSpan({ resourceAttributes }),
      taskSpan('a', { resourceAttributes }),
      taskSpan('b', { attributes: ref('component:default/cart') }),
    ).map(({ subject: { entityRef } }) => entityRef);
    expect([run, a, b]).toEqual([
      'component:pay',
      'component:pay',
      'component:default/cart',
    ]);
  });

  it('goes from the run to tasks that do not say', () => {
    const root = runSpan({ attributes: ref('component:default/pay') });
    expect(only('task', root, taskSpan('a'))[0].subject.entityRef).toBe(
      'component:default/pay',
    );
  });

  it('goes from tasks to a run that does not say, when they agree', () => {
    const task = (id: string, name: string) =>
      taskSpan(id, { attributes: ref(name) });
    const entityRef = (...spans: Span[]) =>
      only('run', runSpan(), ...spans)[0].subject.entityRef;
    expect(entityRef(task('a', 'component:x'), task('b', 'component:x'))).toBe(
      'component:x',
    );
    expect(
      entityRef(task('a', 'component:x'), task('b', 'component:y')),
    ).toBeUndefined();
  });

  it('is not said by a text that names no entity', () => {
    const root = runSpan({ attributes: ref('the payment service') });
    expect(only('run', root)[0].subject.entityRef).toBeUndefined();
  });
});

describe('queue times', () => {
  it('of a run come from the span of its pending state', () => {
    const pending = span('wait', {
      parentSpanId: 'run',
      at: [0, 45],
      attributes: { 'cicd.pipeline.run.state': 'pending' },
    });
    expect(only('run', runSpan(), pending)[0].data).toMatchObject({
      queuedAt: at(0),
      startedAt: at(45),
      dequeuedAt: at(45),
      finishedAt: at(300),
    });
  });

  it('of a run come from a span named Queued before it', () => {
    const queued = span('q', { name: 'Queued', at: [-20, 0] });
    expect(only('run', runSpan(), queued)[0].data).toMatchObject({
      queuedAt: at(-20),
      startedAt: at(0),
      dequeuedAt: at(0),
    });
  });

  it('of a task come from the queue span right below it, and are no task', () => {
    const queue = span('q', {
      name: 'queue-test',
      parentSpanId: 'test',
      at: [10, 25],
    });
    const test = taskSpan('test', { at: [10, 200] });
    const [run, task, ...rest] = facts(runSpan(), test, queue);
    expect(rest).toEqual([]);
    expect(run.data).not.toHaveProperty('queuedAt');
    expect(task.data).toMatchObject({ queuedAt: at(10), startedAt: at(25) });
  });

  it('never end after the end', () => {
    const queued = span('q', {
      name: 'queued',
      parentSpanId: 'run',
      at: [0, 999],
    });
    expect(only('run', runSpan(), queued)[0].data).toMatchObject({
      startedAt: at(300),
      finishedAt: at(300),
    });
  });
});
