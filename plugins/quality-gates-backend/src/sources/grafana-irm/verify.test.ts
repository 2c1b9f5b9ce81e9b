import { createHash, createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { verifyGrafanaIrm } from './verify';

const NOW = Date.parse('2025-03-10T12:00:00Z');
const body = new TextEncoder().encode('{"event":"grafana.incident.created"}');
const signature = (seconds: number, secret = 'secret') => {
  const digest = createHash('sha256').update(body).digest('base64');
  const v1 = createHmac('sha256', secret)
    .update(`${digest}:${seconds}:v1`)
    .digest('hex');
  return `t=${seconds},v1=${v1}`;
};
const verify = (
  headers: Record<string, string>,
  { secrets = ['secret'], receivedAt = NOW as number | undefined } = {},
) =>
  verifyGrafanaIrm(
    { body, headers, receivedAt },
    new ConfigReader({ webhook: { secrets } }),
  );

describe('verifyGrafanaIrm', () => {
  const now = NOW / 1000;

  it.each([
    [-300, true],
    [300, true],
    [-301, false],
    [301, false],
  ])('answers a signature %p seconds off with %p', async (offset, answer) => {
    const headers = { 'gi-signature': signature(now + offset) };
    await expect(verify(headers)).resolves.toBe(answer);
  });

  it('refuses a signature when it is not known when it arrived', async () => {
    const headers = { 'gi-signature': signature(now) };
    const request = { body, headers };
    const config = new ConfigReader({ webhook: { secrets: ['secret'] } });
    await expect(verifyGrafanaIrm(request, config)).resolves.toBe(false);
  });

  it('refuses a signature whose time was changed', async () => {
    const moved = signature(now).replace(`t=${now}`, `t=${now + 1}`);
    await expect(verify({ 'gi-signature': moved })).resolves.toBe(false);
  });

  it.each(['', 't=,v1=', 'v1=abc', 't=1e3,v1=abc', 't=1,v1=abc,v1=abc'])(
    'refuses the header %j',
    async header => {
      await expect(verify({ 'gi-signature': header })).resolves.toBe(false);
    },
  );

  it('accepts any of several secrets', async () => {
    const headers = { 'gi-signature': signature(now, 'old') };
    const secrets = ['new', 'old'];
    await expect(verify(headers, { secrets })).resolves.toBe(true);
  });

  it('takes the secret itself from OnCall, and not beside a wrong signature', async () => {
    const authorization = 'Bearer secret';
    await expect(verify({ authorization })).resolves.toBe(true);
    await expect(verify({ authorization: 'Bearer x' })).resolves.toBe(false);
    await expect(verify({})).resolves.toBe(false);
    const both = { authorization, 'gi-signature': signature(now, 'x') };
    await expect(verify(both)).resolves.toBe(false);
  });
});
