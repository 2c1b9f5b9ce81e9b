import fc from 'fast-check';
import type {
  Channel,
  Fact,
  FactType,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { cleanFact } from './cleanFact';
import {
  finalValueOf,
  joinSaid,
  phaseOf,
  sayFact,
  valueOf,
  type Said,
} from './joinFields';
import { readSaid, saidText } from './saidText';
import { makeDeployment, makeFact, minute } from './__testUtils__/testFacts';

const channel = fc.constantFrom<Channel>('webhook', 'otlp', 'plain');
const phase = fc.constantFrom('pending', 'executing', 'terminal');
const few = fc.integer({ min: 0, max: 3 });
const optional = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined });
const result = fc.constantFrom('success', 'failure', 'unknown');

const data: Record<string, fc.Arbitrary<object>> = {
  run: fc.record({
    result: optional(result),
    attempt: optional(few),
    branch: optional(fc.constantFrom('main', 'topic')),
    startedAt: optional(few),
    finishedAt: optional(few),
    traceId: optional(fc.constantFrom('a', 'b', 'c')),
  }),
  task: fc.record({
    runKey: fc.constant('run'),
    name: fc.constantFrom('build', 'Build'),
    result: optional(result),
    startedAt: optional(few),
    finishedAt: optional(few),
  }),
  deployment: fc.record({
    id: fc.constant('d'),
    environment: fc.constant('production'),
    status: fc.constantFrom('success', 'in_progress'),
    result: optional(result),
    finishedAt: optional(few),
    commits: optional(
      fc.array(fc.record({ sha: fc.constantFrom('x', 'y'), committedAt: few })),
    ),
  }),
  commit: fc.record({
    sha: fc.constant('x'),
    parents: fc.array(fc.constantFrom('a', 'b')),
    committedAt: few,
  }),
  incident: fc.record({
    id: fc.constant('i'),
    openedAt: optional(few),
    resolvedAt: optional(few),
    labels: optional(fc.dictionary(fc.constantFrom('k', 'l'), fc.string())),
  }),
};

function saidOf(type: FactType): fc.Arbitrary<Said> {
  return fc
    .record({
      data: data[type],
      channel,
      phase,
      at: few,
      heardAt: few,
      touches: fc.boolean(),
      reportedBy: optional(fc.constantFrom('ci', 'cd')),
      trace: optional(fc.record({ id: fc.constantFrom('t', 'u'), spans: few })),
    })
    .map(({ heardAt, touches, ...fact }) =>
      sayFact(cleanFact({ ...fact, type, key: 'k', subject: {} } as Fact), {
        heardAt,
        touches,
      }),
    );
}

describe.each(Object.keys(data) as FactType[])('joining a %s', type => {
  const join = (a: Said, b: Said) => joinSaid(type, a, b);

  it('does not depend on which of two came first', () => {
    fc.assert(
      fc.property(saidOf(type), saidOf(type), (a, b) => {
        expect(saidText(join(a, b))).toBe(saidText(join(b, a)));
      }),
    );
  });

  it('does not depend on how three are grouped', () => {
    fc.assert(
      fc.property(saidOf(type), saidOf(type), saidOf(type), (a, b, c) => {
        expect(saidText(join(join(a, b), c))).toBe(
          saidText(join(a, join(b, c))),
        );
      }),
    );
  });

  it('comes back from its text and the columns beside it', () => {
    const shown = fc.dictionary(
      fc.constantFrom('id', 'result', 'branch', 'openedAt', 'title', 'gate'),
      fc.constantFrom('success', 'unknown', 'main', 1, 2, true),
    );
    fc.assert(
      fc.property(saidOf(type), saidOf(type), shown, (a, b, columns) => {
        const both = join(a, b);
        const told = Object.fromEntries(
          Object.keys(both).map(field => [field, both[field][0]]),
        );
        for (const beside of [columns, { ...told, ...columns }, told]) {
          expect(readSaid(saidText(both, beside), beside)).toEqual(both);
        }
      }),
    );
  });

  it('comes back from its text as it was', () => {
    fc.assert(
      fc.property(saidOf(type), saidOf(type), (a, b) => {
        const both = join(a, b);
        expect(readSaid(saidText(both))).toEqual(both);
      }),
    );
  });

  it('is not changed by what was said before', () => {
    fc.assert(
      fc.property(saidOf(type), saidOf(type), (a, b) => {
        const both = join(a, b);
        expect(saidText(join(both, a))).toBe(saidText(both));
        expect(saidText(join(both, both))).toBe(saidText(both));
      }),
    );
  });
});

function joined(...facts: Fact[]): Said {
  return facts
    .map(fact => sayFact(fact, { heardAt: minute(0) }))
    .reduce((a, b) => joinSaid(facts[0].type, a, b));
}

describe('the joined account', () => {
  const done = makeDeployment('d', minute(10));
  const running = (at: number) =>
    makeFact(
      'deployment',
      'd',
      { id: 'd', environment: 'production', status: 'in_progress' },
      { phase: 'executing', at },
    );

  it.each([
    ['earlier', minute(5)],
    ['at the same time', minute(10)],
    ['without a time', 0],
  ])('stays finished when a start was reported %s', (_when, at) => {
    for (const said of [joined(done, running(at)), joined(running(at), done)]) {
      expect(phaseOf(said)).toBe('terminal');
      expect(valueOf(said, 'status')).toBe('success');
      expect(finalValueOf(said, 'finishedAt')).toBe(minute(10));
    }
  });

  it('is open again when a later statement says so', () => {
    const said = joined(done, running(minute(11)));
    expect(phaseOf(said)).toBe('executing');
    expect(finalValueOf(said, 'finishedAt')).toBeUndefined();
    expect(finalValueOf(said, 'result')).toBeUndefined();
  });

  it('follows the latest statement about a finish time, also to an earlier one', () => {
    const corrected = makeDeployment('d', minute(8), {}, { at: minute(20) });
    expect(valueOf(joined(corrected, done), 'finishedAt')).toBe(minute(8));
  });

  it('keeps what a later statement is silent about', () => {
    const first = makeDeployment('d', minute(10), { version: '1' });
    const second = makeDeployment('d', minute(11));
    expect(valueOf(joined(first, second), 'version')).toBe('1');
  });

  it('believes a webhook about a result before OTLP and plain JSON, whatever their times', () => {
    const run = (from: Channel, word: 'success' | 'failure', at: number) =>
      makeFact('run', 'r', { result: word }, { channel: from, at });
    const said = joined(
      run('plain', 'failure', minute(9)),
      run('webhook', 'success', minute(1)),
      run('otlp', 'failure', minute(5)),
    );
    expect(valueOf(said, 'result')).toBe('success');
  });

  it('never lets unknown overwrite a known result', () => {
    const said = joined(
      makeFact('run', 'r', { result: 'failure' }, { channel: 'plain' }),
      makeFact('run', 'r', { result: 'unknown' }, { channel: 'webhook' }),
    );
    expect(valueOf(said, 'result')).toBe('failure');
  });

  it('takes the earliest start and the latest end of a run that is over', () => {
    const said = joined(
      makeFact('run', 'r', { startedAt: 5, finishedAt: 20 }, { at: 1 }),
      makeFact('run', 'r', { startedAt: 3, finishedAt: 15 }, { at: 2 }),
      makeFact(
        'run',
        'r',
        { startedAt: 9, finishedAt: 99 },
        { phase: 'executing' },
      ),
    );
    expect(valueOf(said, 'startedAt')).toBe(3);
    expect(valueOf(said, 'finishedAt')).toBe(20);
  });

  it('takes the first job a webhook tells of for the end of waiting, whatever OTLP says', () => {
    const left = (from: Channel, dequeuedAt: number, at: number) =>
      makeFact('run', 'r', { dequeuedAt }, { channel: from, at });
    const said = joined(
      left('webhook', 40, 1),
      left('otlp', 5, 2),
      left('webhook', 60, 3),
    );
    expect(valueOf(said, 'dequeuedAt')).toBe(40);
  });

  it('takes the first review of a change, and its latest approval', () => {
    const review = (at: number) =>
      makeFact(
        'change',
        '#42',
        { id: '42', firstReviewAt: at, approvedAt: at },
        { at },
      );
    const said = joined(review(20), review(50));
    expect(valueOf(said, 'firstReviewAt')).toBe(20);
    expect(valueOf(said, 'approvedAt')).toBe(50);
  });

  it('believes OTLP first about tasks', () => {
    const task = (from: Channel, name: string) =>
      makeFact('task', 't', { runKey: 'r', name }, { channel: from });
    const said = joined(
      task('webhook', 'Webhook name'),
      task('otlp', 'Span name'),
      task('plain', 'Plain name'),
    );
    expect(valueOf(said, 'name')).toBe('Span name');
  });

  it('remembers that a commit touches the entity although another view of it does not', () => {
    const commit = makeFact('commit', 'x', {
      sha: 'x',
      parents: [],
      committedAt: 1,
    });
    const said = joinSaid(
      'commit',
      sayFact(commit, { heardAt: 1, touches: true }),
      sayFact(commit, { heardAt: 2, touches: false }),
    );
    expect(valueOf(said, '$touches')).toBe(1);
  });
});

describe('what is read off a trace', () => {
  const ofTrace = (spans: number, run: object, id = 't') =>
    makeFact('run', 'r', run, {
      channel: 'otlp',
      at: minute(9),
      trace: { id, spans },
    });

  it('replaces what a part of the trace said, whichever came first', () => {
    const part = ofTrace(1, { startedAt: minute(0), branch: 'x' });
    const whole = ofTrace(2, { startedAt: minute(2) });
    for (const said of [joined(part, whole), joined(whole, part)]) {
      expect(valueOf(said, 'startedAt')).toBe(minute(2));
      expect(valueOf(said, 'branch')).toBeUndefined();
    }
  });

  it('leaves alone what others and other traces say', () => {
    const webhook = makeFact('run', 'r', { startedAt: minute(1) });
    const part = ofTrace(1, { startedAt: minute(0), branch: 'x' });
    const other = ofTrace(1, { branch: 'y', actor: 'ann' }, 'u');
    const whole = ofTrace(2, { startedAt: minute(2) });
    const said = joined(part, webhook, other, whole);
    expect(valueOf(said, 'startedAt')).toBe(minute(1));
    expect(valueOf(said, 'branch')).toBe('y');
    expect(valueOf(said, 'actor')).toBe('ann');
  });

  it('is kept once while nobody else says anything', () => {
    const facts = [1, 2, 3].map(spans => ofTrace(spans, { branch: 'main' }));
    expect(saidText(joined(...facts)).match(/main/g)).toHaveLength(1);
  });
});
