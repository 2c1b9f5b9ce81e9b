import { cloudEventsIngress, readCloudEvents } from './cloudEvents';
import { deliver } from './testUtils';

const { kind, externalId } = cloudEventsIngress;
const request = (body: unknown, headers: Record<string, string> = {}) => ({
  headers,
  body: new TextEncoder().encode(JSON.stringify(body)),
});
const ENVELOPE = {
  specversion: '1.0',
  type: 'acme.built',
  source: '/ci',
  id: '7',
  data: { n: 1 },
};
const HEADERS = { 'ce-type': 'acme.built', 'ce-source': '/ci', 'ce-id': '7' };

describe('cloudEventsIngress', () => {
  it.each([
    ['binary mode', request({ n: 1 }, HEADERS)],
    ['structured mode', request(ENVELOPE)],
  ])('reads type and id of an event in %s', (_, received) => {
    expect(kind(received)).toBe('acme.built');
    expect(externalId(received)).toBe('acme.built /ci 7');
  });

  it('gives a batch no id', () => {
    expect(kind(request([ENVELOPE]))).toBe('batch');
    expect(externalId(request([ENVELOPE]))).toBeUndefined();
  });

  it('gives an event without source, and one whose id is too long, no id', () => {
    expect(externalId(request({ ...ENVELOPE, source: undefined }))).toBe(
      undefined,
    );
    expect(externalId(request({ ...ENVELOPE, id: 'x'.repeat(256) }))).toBe(
      undefined,
    );
  });

  it.each([[null], ['text'], [{}], [{ type: 7 }]])(
    'finds no kind in %j',
    body => {
      expect(kind(request(body))).toBeUndefined();
    },
  );

  it('finds no kind in what is no JSON', () => {
    const body = new TextEncoder().encode('{');
    expect(kind({ headers: {}, body })).toBeUndefined();
  });
});

describe('readCloudEvents', () => {
  const read = (body: unknown, name = 'acme.built', headers = {}) =>
    readCloudEvents(deliver(name, body, { headers }), { system: 'Acme' });
  const event = { type: 'acme.built', data: { n: 1 } };

  it.each([
    ['an envelope', ENVELOPE, {}],
    ['data with its type in a header', { n: 1 }, HEADERS],
    ['data alone', { n: 1 }, {}],
    [
      'an envelope with data in base64',
      { ...ENVELOPE, data: undefined, data_base64: btoa('{"n":1}') },
      {},
    ],
  ])('reads the event of %s', (_, body, headers) => {
    expect(read(body, 'acme.built', headers)).toEqual([event]);
  });

  it('takes data that looks like an envelope for data in binary mode', () => {
    expect(read(ENVELOPE, 'acme.built', HEADERS)).toEqual([
      { type: 'acme.built', data: ENVELOPE },
    ]);
  });

  it('reads all events of a batch, each with its own type', () => {
    const other = { ...ENVELOPE, type: 'acme.tested' };
    expect(read([ENVELOPE, other], 'batch')).toEqual([
      event,
      { ...event, type: 'acme.tested' },
    ]);
  });

  it.each([
    [[{ n: 1 }], 'batch', /batch: 0\.specversion/],
    [{}, 'batch', /batch: body/],
    ['text', 'acme.built', /acme\.built: body/],
  ])('refuses %j', (body, name, message) => {
    expect(() => read(body, name)).toThrow(message);
  });
});
