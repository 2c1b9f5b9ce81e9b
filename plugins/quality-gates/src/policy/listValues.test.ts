import { listValues } from './listValues';

const origins = {
  decision: { level: 'app-config', policy: 'company' },
  'gates.error-ratio': { level: 'repository', policy: 'checkout' },
  'gates.error-ratio.with.max': { level: 'annotation', policy: 'prod' },
} as const;

describe('listValues', () => {
  it('names gates by their id and takes the origin of the longest path', () => {
    const values = listValues({
      entityRef: 'component:default/checkout',
      environment: 'production',
      name: 'prod',
      digest: 'abc',
      spec: {
        decision: { combine: 'all' },
        gates: [{ id: 'error-ratio', with: { max: 0.02, reduce: ['max'] } }],
      },
      origins,
      findings: [],
    });
    expect(
      values.map(({ path, value, origin }) => [path, value, origin?.policy]),
    ).toEqual([
      ['decision.combine', 'all', 'company'],
      ['gates.error-ratio.id', 'error-ratio', 'checkout'],
      ['gates.error-ratio.with.max', '0.02', 'prod'],
      ['gates.error-ratio.with.reduce', '["max"]', 'checkout'],
    ]);
  });
});
