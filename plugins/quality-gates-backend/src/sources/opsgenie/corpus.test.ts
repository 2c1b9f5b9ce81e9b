import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { opsgenie } from './index';

const root = process.env.QUALITY_GATES_CORPUS ?? '';
const corpus = join(root, 'webhooks/opsgenie');

/** Phase of the incident each file tells; null = ignored. Every file has its line. */
const EXPECTED: Readonly<Record<string, string | null>> = {
  'Acknowledge.constructed.json': 'executing',
  'AddNote.constructed.json': null,
  'Close.constructed.json': 'terminal',
  'Create.constructed.json': 'executing',
  'Delete.constructed.json': 'terminal',
  'EscalateNext.constructed.json': 'executing',
  'UnAcknowledge.constructed.json': 'executing',
  'incident.create.constructed.json': 'executing',
};

describe('the corpus of Opsgenie webhooks', () => {
  if (!root || !existsSync(corpus)) {
    it.todo('says what is expected (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const files = readdirSync(corpus);
  const [webhook] = opsgenie.ingress;

  it('has an expectation for every file, and a file for every expectation', () => {
    expect([...files].sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(files)('%s says what is expected', name => {
    const body = readFileSync(join(corpus, name));
    const kind =
      (webhook.type === 'webhook' && webhook.kind({ headers: {}, body })) ||
      'unknown';
    const facts = opsgenie.normalise(deliver(kind, body));
    const phase = EXPECTED[name];
    expect(facts).toMatchObject(
      phase === null
        ? []
        : [{ type: 'incident', phase, subject: { service: 'payments' } }],
    );
  });
});
