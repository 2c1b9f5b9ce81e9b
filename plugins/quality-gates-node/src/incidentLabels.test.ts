import { keepLabels, readLabels, subjectOfLabels } from './incidentLabels';

describe('readLabels', () => {
  it('splits at the first separator and leaves other words out', () => {
    const words = ['service: payments', 'url:http://a', 'urgent', ':x', 'y:'];
    expect([...readLabels(words)]).toEqual([
      ['service', 'payments'],
      ['url', 'http://a'],
    ]);
  });

  it('takes the first of two values', () => {
    expect(readLabels(['app=a', 'app=b'], '=').get('app')).toBe('a');
  });
});

describe('subjectOfLabels', () => {
  it('prefers service to component to app, and names no empty one', () => {
    const named = (labels: object) =>
      subjectOfLabels(new Map(Object.entries(labels)));
    expect(named({ app: 'c', component: 'b', service: 'a' })).toEqual({
      service: 'a',
    });
    expect(named({ app: 'c', service: '', entity_ref: 'api:x' })).toEqual({
      service: 'c',
      entityRef: 'api:x',
    });
    expect(named({})).toEqual({});
  });
});

describe('keepLabels', () => {
  it('keeps 50 labels of 512 characters, and the cause whatever the others are', () => {
    const many = Array.from({ length: 80 }, (_, n) => [`a${n}`, 'x'] as const);
    const long = ['b'.repeat(600), 'c'.repeat(600)] as const;
    const kept = keepLabels(new Map([...many, ['cause', 'external']]));
    expect(Object.keys(kept)).toHaveLength(50);
    expect(kept).toHaveProperty('cause', 'external');
    expect(keepLabels(new Map([long]))).toEqual({
      ['b'.repeat(512)]: 'c'.repeat(512),
    });
  });

  it('says the same whatever order the labels come in', () => {
    const a = new Map([
      ['x', '1'],
      ['a', '2'],
    ]);
    const b = new Map([...a].reverse());
    expect(JSON.stringify(keepLabels(a))).toBe(JSON.stringify(keepLabels(b)));
  });
});
