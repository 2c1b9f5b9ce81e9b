/**
 * Doors through the running plugin, from bytes to what is kept: plain JSON and files.
 */
import {
  makeComponent,
  startPlugin,
  type StartedPlugin,
} from './__testUtils__/startPlugin';

const entityRef = 'component:default/checkout';
const at = '2025-03-10T12:00:00Z';

let plugin: StartedPlugin;
beforeEach(async () => {
  plugin = await startPlugin({
    entities: [makeComponent('checkout', 'acme/checkout')],
  });
  await plugin.refreshCatalog();
});
afterEach(() => plugin.stop());

describe('the plain doors', () => {
  it.each([
    [
      'check-results',
      { entityRef, check: 'backup', result: 'fail', reason: 'none', at },
      'check-report',
    ],
    [
      'changes',
      {
        repositoryUrl: 'https://github.com/acme/checkout',
        id: 7,
        openedAt: at,
        headSha: 'a1',
        targetBranch: 'main',
      },
      'change',
    ],
    [
      'flags',
      { key: 'new-cart', entityRef, from: false, to: true, at },
      'flag',
    ],
    [
      'events',
      { entityRef, kind: 'node-drain', title: 'drained', at },
      'event',
    ],
  ])('%s keep what they are told, once', async (door, body, type) => {
    const answer = await plugin.send(`/ingest/${door}`, body);
    expect([answer.status, answer.body.duplicate]).toEqual([202, false]);
    await expect(plugin.understood(answer)).resolves.toMatchObject({
      source: 'plain/ci',
      kind: door,
      state: 'stored',
      facts: [{ type, entityRefs: [entityRef] }],
    });
    const again = await plugin.send(`/ingest/${door}`, body);
    expect(again.body).toEqual({ ...answer.body, duplicate: true });
  });

  it('refuse a field they do not know', async () => {
    const { status, body } = await plugin.send('/ingest/flags', {
      key: 'x',
      at,
      value: 1,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('value: is not a known field');
  });
});

describe('files', () => {
  const about = `entityRef=${entityRef}&commit=a1&suite=unit`;
  const xml = { 'Content-Type': 'application/xml' };
  const junit = '<testsuite><testcase name="a"/></testsuite>';

  it('of JUnit are one test report', async () => {
    const path = `/ingest/files/junit?${about}`;
    const answer = await plugin.send(path, junit, xml);
    expect(answer.status).toBe(202);
    await expect(plugin.understood(answer)).resolves.toMatchObject({
      kind: 'files/junit',
      state: 'stored',
      facts: [{ type: 'test-report', entityRefs: [entityRef] }],
    });
  });

  it('of SARIF are found by the repository, a report for each scan', async () => {
    const runs = ['a', 'b'].map(name => ({
      tool: { driver: { name } },
      results: [],
    }));
    const answer = await plugin.send(
      '/ingest/files/sarif?repositoryUrl=git@github.com:Acme/Checkout.git&commit=a1',
      { version: '2.1.0', runs },
    );
    await expect(plugin.understood(answer)).resolves.toMatchObject({
      state: 'stored',
      facts: [
        { type: 'scan-report', entityRefs: [entityRef] },
        { type: 'scan-report', entityRefs: [entityRef] },
      ],
    });
  });

  it('that cannot be read are refused, and nothing is kept', async () => {
    const { status, body } = await plugin.send(
      `/ingest/files/junit?${about}`,
      '<testsuite>',
      xml,
    );
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('is not well-formed XML'),
    ]);
    expect(body.deliveryId).toBeUndefined();
  });

  it('with U+0000 in a text are kept without it', async () => {
    const report = {
      suites: [
        {
          specs: [
            {
              title: 'a\u0000b',
              tests: [{ status: 'expected', results: [] }],
            },
          ],
        },
      ],
    };
    const path = `/ingest/files/playwright?${about}`;
    const answer = await plugin.send(path, report);
    await expect(plugin.understood(answer)).resolves.toMatchObject({
      state: 'stored',
    });
  });
});
