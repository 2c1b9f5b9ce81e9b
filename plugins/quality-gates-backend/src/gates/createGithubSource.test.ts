import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import {
  startLoopbackSource,
  type LoopbackSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { createGateSources } from './createGateSources';

const PATH = '/repos/acme/checkout/actions/runs';

describe('createGithubSource', () => {
  let server: LoopbackSource;
  beforeEach(async () => {
    server = await startLoopbackSource(({ headers }) => ({
      json: { echoed: headers.authorization ?? null },
    }));
  });
  afterEach(() => server.close());

  async function ask(section: JsonObject, integration: JsonObject) {
    const integrations = ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: { github: [integration] } }),
    );
    const config = new ConfigReader({
      sources: {
        github: { type: 'github', allowPrivateAddress: true, ...section },
      },
    });
    const { source } = createGateSources(config, { integrations });
    const { body } = await source('github', 'github').fetchJson(PATH, {
      signal: new AbortController().signal,
    });
    return {
      body,
      sent: server.requests.map(({ path, headers }) => [
        path,
        headers.authorization,
      ]),
    };
  }
  const ofHost = (host: string) => ({
    ...{ host, token: 'integration-token' },
    apiBaseUrl: `${server.url}/api/v3`,
  });

  it('asks the API of the integration of its host with its token, which no answer brings back', async () => {
    const { sent, body } = await ask(
      { host: 'ghe.example.com' },
      ofHost('ghe.example.com'),
    );
    expect(sent).toEqual([[`/api/v3${PATH}`, 'Bearer integration-token']]);
    expect(JSON.stringify(body)).not.toContain('integration-token');
  });

  it('takes github.com where no host is given', async () => {
    const { sent } = await ask({}, ofHost('github.com'));
    expect(sent).toEqual([[`/api/v3${PATH}`, 'Bearer integration-token']]);
  });

  it('asks with its own header where it has one', async () => {
    const { sent } = await ask(
      { url: server.url, headers: { Authorization: 'Bearer own-token' } },
      ofHost('github.com'),
    );
    expect(sent).toEqual([[PATH, 'Bearer own-token']]);
  });

  it('sends the token of a host to no other', async () => {
    const { sent } = await ask(
      { host: 'ghe.example.com', url: server.url },
      ofHost('github.com'),
    );
    const elsewhere = { ...ofHost('github.com'), apiBaseUrl: 'https://a.test' };
    const later = await ask({ url: server.url }, elsewhere);
    expect([...sent, ...later.sent]).toEqual([
      [PATH, undefined],
      [PATH, undefined],
      [PATH, undefined],
    ]);
  });
});
