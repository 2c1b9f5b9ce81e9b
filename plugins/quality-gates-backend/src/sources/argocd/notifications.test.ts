import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import deployed from './__fixtures__/on-deployed.json';
import { argocd } from './index';
import { TOKEN_HEADER } from './verify';

const text = readFileSync(join(__dirname, 'notifications.yaml'), 'utf8');
const names = (pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name);

/** The body of the template with `toJson` written out, as Go does for what is there. */
function rendered(values: Record<string, unknown>): Uint8Array {
  const [, body] = /body: \|\n((?: {10}.*\n)+)/.exec(text)!;
  return new TextEncoder().encode(
    body.replace(/\{\{toJson ([^\s}]+)\}\}/g, (_, path) =>
      JSON.stringify(values[path] ?? null),
    ),
  );
}

describe('notifications.yaml', () => {
  it('subscribes to each of its triggers', () => {
    expect(names(/^ {8}- (\S+)$/gm)).toEqual(names(/^ {2}trigger\.(\S+):/gm));
  });

  it('sends its template to its service, with the header that is the proof', () => {
    expect(new Set(names(/send: \[(.+)\]/g))).toEqual(
      new Set(names(/^ {2}template\.(\S+):/gm)),
    );
    expect(names(/^ {2}service\.webhook\.(\S+):/gm)).toEqual(['quality-gates']);
    expect(text.toLocaleLowerCase('en-US')).toContain(`name: ${TOKEN_HEADER}`);
  });

  it.each([
    ['annotation', deployed.app, null, 'production'],
    [
      'context',
      { ...deployed.app, metadata: { name: 'payments' } },
      'eu',
      'eu',
    ],
  ])(
    'renders to a deployment in the environment of the %s',
    (_, app, environment, expected) => {
      const facts = argocd.normalise({
        source: 'argocd',
        kind: 'application',
        sender: null,
        headers: {},
        receivedAt: 0,
        body: rendered({
          '.app': app,
          '.context.argocdUrl': 'https://argocd.example.com',
          '.context.environment': environment,
        }),
      });
      expect(facts).toMatchObject([
        { data: { environment: expected, version: 'v1.4.0' } },
      ]);
    },
  );
});
