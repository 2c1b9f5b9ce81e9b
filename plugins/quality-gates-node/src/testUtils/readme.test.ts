import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acmeErrors } from './__fixtures__/acmeErrors';
import { describeGateKind } from './describeGateKind';

describeGateKind(acmeErrors, {
  params: { source: 'acme-prod', service: '${service}', max: 5 },
  sources: { 'acme-prod': 'acme' },
  context: { values: { service: 'checkout' } },
  value: {
    title: 'reads open errors',
    answer: ({ path }) =>
      path === '/errors/checkout'
        ? { json: { errors: 7 } }
        : { status: 404, json: {} },
    measurement: { summary: 'Acme counts 7 open errors (at most 5)' },
  },
  empty: {
    title: 'reads null where Acme knows nothing',
    answer: () => ({ json: { errors: null } }),
  },
  wrongParams: [{ title: 'no limit', params: { source: 'a', service: 'b' } }],
});

describe('README.md', () => {
  it('shows the gate kind as it is compiled', () => {
    const read = (path: string) => readFileSync(join(__dirname, path), 'utf8');
    const code = read('__fixtures__/acmeErrors.ts').split('\n').slice(3);
    expect(read('../../README.md')).toContain(code.join('\n').trim());
  });
});
