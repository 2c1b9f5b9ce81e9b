import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { pagerduty } from './index';
import { verifyPagerduty } from './verify';

const root = process.env.QUALITY_GATES_CORPUS ?? '';
const corpus = join(root, 'webhooks/pagerduty');
const present = Boolean(root) && existsSync(corpus);

describe('the corpus of PagerDuty webhooks', () => {
  if (!present) {
    it.todo(
      'is understood or ignored (skipped: QUALITY_GATES_CORPUS is unset)',
    );
    return;
  }
  const files = readdirSync(corpus).filter(name => name.endsWith('.json'));
  const factsOf = (name: string) => {
    const payload = JSON.parse(readFileSync(join(corpus, name), 'utf8'));
    return pagerduty.normalise(deliver(payload.event.event_type, payload));
  };

  it('has incidents and a ping', () => {
    const started = (prefix: string) => (name: string) =>
      name.startsWith(prefix);
    expect(files.some(started('incident.'))).toBe(true);
    expect(files.some(started('pagey.'))).toBe(true);
  });

  it.each(files)('%s is one incident, or nothing when it is none', name => {
    const types = factsOf(name).map(({ type }) => type);
    expect(types).toEqual(name.startsWith('incident.') ? ['incident'] : []);
  });

  it('verifies with the signature that belongs to it, and with no other', async () => {
    const name = 'incident.priority_updated';
    const body = readFileSync(join(corpus, `${name}.json`));
    const proof = readFileSync(join(corpus, `${name}.signature.txt`), 'utf8');
    const secret = /^secret: (\S+)/m.exec(proof)?.[1] ?? '';
    const signature = /^X-PagerDuty-Signature: (\S+)/m.exec(proof)?.[1] ?? '';
    const headers = { 'x-pagerduty-signature': signature };
    const config = new ConfigReader({ webhook: { secrets: [secret] } });
    const verify = (bytes: Uint8Array) =>
      verifyPagerduty({ headers, body: bytes }, config);
    await expect(verify(body)).resolves.toBe(true);
    await expect(verify(Buffer.concat([body, body]))).resolves.toBe(false);
  });
});
