import { cleanFact, cleanKey } from './cleanFact';
import { makeDeployment, makeFact, minute } from './__testUtils__/testFacts';

describe('cleanFact', () => {
  it('removes what PostgreSQL refuses in text, at any depth', () => {
    const fact = makeFact(
      'incident',
      'i\u00001',
      { id: 'i1', labels: { 'ca\u0000use': 'net\u0000work' } },
      { reportedBy: 'c\u0000i', subject: { service: 'a\u0000b' } },
    );
    expect(JSON.stringify(cleanFact(fact))).not.toContain('\\u0000');
    expect(cleanFact(fact)).toMatchObject({
      key: 'i1',
      data: { labels: { cause: 'network' } },
    });
  });

  it('replaces half a character, which would come back as another one', () => {
    const fact = makeDeployment('d', minute(0), { version: 'v\uD800' });
    expect(cleanFact(fact).data).toMatchObject({ version: 'v\uFFFD' });
  });

  it('keeps whole characters outside of the basic plane', () => {
    const fact = makeDeployment('d', minute(0), { version: '🚀' });
    expect(cleanFact(fact).data).toMatchObject({ version: '🚀' });
  });

  it('leaves out numbers that are none, and cuts fractions of milliseconds', () => {
    const fact = makeFact('gate-report', 'g', {
      id: 'g',
      gate: 'coverage',
      environment: 'production',
      outcome: 'pass',
      value: NaN,
      limit: 0.8,
    });
    expect(cleanFact(fact).data).toMatchObject({ limit: 0.8 });
    expect(cleanFact(fact).data).not.toHaveProperty('value');
    expect(cleanFact(makeDeployment('d', 12.7)).data).toMatchObject({
      finishedAt: 12,
    });
  });

  it('copies nothing that is clean, and sorts what is not', () => {
    const labels = { a: '1', b: '2' };
    const clean = makeFact('incident', 'i', { id: 'i', labels });
    expect(cleanFact(clean).data).toBe(clean.data);
    const unsorted = makeFact('incident', 'i', {
      id: 'i',
      labels: { b: '2', a: '1' },
    });
    expect(JSON.stringify(cleanFact(unsorted).data)).toBe(
      JSON.stringify({ id: 'i', labels }),
    );
  });

  it('names a task by the same run key as its run', () => {
    const long = 'r'.repeat(3000);
    const task = makeFact('task', 't', { runKey: long, name: 'build' });
    const run = makeFact('run', long, {});
    expect(cleanFact(task).data).toMatchObject({ runKey: cleanFact(run).key });
  });
});

describe('cleanKey', () => {
  it('leaves an ordinary key as it is', () => {
    expect(cleanKey('github:github.com/acme/pay/7#2')).toBe(
      'github:github.com/acme/pay/7#2',
    );
  });

  it.each(['x', 'ü', '🚀'])(
    'fits a long key of %s into an index and still tells it from its neighbour',
    character => {
      const long = character.repeat(5000);
      expect(Buffer.byteLength(cleanKey(long))).toBeLessThanOrEqual(600);
      expect(cleanKey(long)).not.toBe(cleanKey(`${long}2`));
      expect(cleanKey(long)).toMatch(/^[xü🚀]+~/u);
    },
  );
});
