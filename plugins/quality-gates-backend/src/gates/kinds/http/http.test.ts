import { describeGateKind } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { http } from './index';

const PARAMS = {
  source: 'change-api',
  path: '/changes/${request.ticket}',
  expect: { status: 200, 'json:$.state': 'approved' },
};
const reading = (value: number) => ({
  readings: [
    {
      name: 'expectations not met',
      value,
      limits: { fail: 0, direction: 'at-most' as const },
    },
  ],
});
const values = { 'request.ticket': 'CHG-1' };

describeGateKind(http, {
  params: PARAMS,
  sources: { 'change-api': 'http' },
  context: { values },
  value: {
    title: 'meets every expectation',
    answer: ({ path }) =>
      path === '/changes/CHG-1'
        ? { json: { state: 'approved' } }
        : { status: 404, json: {} },
    measurement: {
      ...reading(0),
      summary: 'change-api answers as expected',
      resolvedQuery: 'GET /changes/CHG-1',
      evidenceUrl: expect.stringMatching(/\/changes\/CHG-1$/),
    },
  },
  empty: {
    title: 'decides nothing by an empty body',
    answer: () => ({}),
    measurement: {
      undecided: {
        code: 'empty_answer',
        message: 'change-api answered 200 without a body',
      },
    },
  },
  nan: {
    title: 'cannot read what is no number, and no JSON',
    params: { ...PARAMS, expect: { 'json:$.open': 0 } },
    answer: () => ({ text: '{"open":NaN}' }),
    throws: 'InputError',
  },
  more: [
    {
      title: 'fails for two answers where one was asked for',
      answer: () => ({ json: [{ state: 'approved' }, { state: 'approved' }] }),
      measurement: reading(1),
    },
    {
      title: 'fails for another value',
      answer: () => ({ json: { state: 'draft' } }),
      measurement: {
        ...reading(1),
        summary: 'change-api: $.state is "draft", not "approved"',
      },
    },
    {
      title: 'fails for 200 with an error in the body',
      answer: () => ({ json: { ok: false, error: 'no_such_change' } }),
      measurement: {
        ...reading(1),
        summary: 'change-api: $.state is not there',
      },
    },
    {
      title: 'fails for 404',
      answer: () => ({ status: 404, json: { error: 'gone' } }),
      measurement: {
        ...reading(2),
        summary: 'change-api: status is 404, not 200; $.state is not there',
      },
    },
    {
      title: 'takes no text for a number',
      params: { ...PARAMS, expect: { 'json:$.open': 0 } },
      answer: () => ({ json: { open: '0' } }),
      measurement: reading(1),
    },
    {
      title: 'reads positions and nested names, and nothing inherited',
      params: {
        ...PARAMS,
        expect: { 'json:$.a[1].b-c': true, 'json:$.a.constructor': null },
      },
      answer: () => ({ json: { a: [{}, { 'b-c': true }] } }),
      measurement: {
        ...reading(1),
        summary: 'change-api: $.a.constructor is not there',
      },
    },
    {
      title: 'shows nothing of what is no plain value',
      answer: () => ({ json: { state: { secret: 'x' } } }),
      measurement: {
        summary: 'change-api: $.state is no plain value, not "approved"',
      },
    },
    {
      title: 'keeps a value one segment',
      context: { values: { 'request.ticket': 'admin/..?x=#' } },
      answer: () => ({ json: { state: 'approved' } }),
      measurement: { resolvedQuery: 'GET /changes/admin%2F..%3Fx%3D%23' },
    },
    {
      title: 'does not ask above its place',
      context: { values: { 'request.ticket': '..' } },
      throws: 'InputError',
    },
    {
      title: 'does not ask about what nobody named',
      context: { values: {} },
      throws: 'InputError',
    },
  ],
  wrongParams: [
    {
      title: 'a URL',
      params: { ...PARAMS, path: 'https://example.com/' },
    },
    { title: 'another host', params: { ...PARAMS, path: '//example.com/' } },
    { title: 'no expectation', params: { ...PARAMS, expect: {} } },
    {
      title: 'a redirect as expectation',
      params: { ...PARAMS, expect: { status: 302 } },
    },
    {
      title: 'a path that searches',
      params: { ...PARAMS, expect: { 'json:$..state': 'x' } },
    },
    {
      title: 'a status in words',
      params: { ...PARAMS, expect: { status: 'ok' } },
    },
  ],
});

it('warns when only the status is expected', () => {
  const findings = http.lint({ ...PARAMS, expect: { status: 200 } });
  expect(findings).toMatchObject([{ rule: 'only-status' }]);
  expect(http.lint(PARAMS)).toEqual([]);
});
