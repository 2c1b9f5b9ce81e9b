import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import completed from './__fixtures__/on-rollout-completed.json';
import { argoRollouts } from './index';

const text = readFileSync(join(__dirname, 'notifications.yaml'), 'utf8');
const names = (pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name);
const triggers = names(/^ {2}trigger\.(\S+):/gm);
const bodies = names(/body: \|\n((?: {10}.*\n)+)/g);

describe('notifications.yaml', () => {
  it('subscribes to each of its triggers', () => {
    expect(names(/^ {8}- (on-\S+)$/gm)).toEqual(triggers);
  });

  it('sends to each trigger the template that names it', () => {
    const templates = triggers.map(name =>
      name.replace(/^on/, 'quality-gates'),
    );
    expect(names(/send: \[(.+)\]/g)).toEqual(templates);
    expect(names(/^ {2}template\.(\S+):/gm)).toEqual(templates);
    expect(names(/"trigger": "(.+)"/g)).toEqual(triggers);
  });

  it('tells each trigger a fact', () => {
    expect(bodies).toHaveLength(triggers.length);
    for (const body of bodies) {
      const rendered = body
        .replace('{{toJson .rollout}}', JSON.stringify(completed.rollout))
        .replace(
          '{{toJson .analysisRuns}}',
          JSON.stringify(completed.analysisRuns),
        )
        .replace(/\{\{\(call .time.Now\).*?\}\}/, '2025-03-10T12:10:00Z');
      const facts = argoRollouts.normalise({
        source: 'argo-rollouts',
        kind: 'rollout',
        sender: null,
        headers: {},
        receivedAt: 0,
        body: new TextEncoder().encode(rendered),
      });
      const deployments = body.includes('on-rollout') ? 1 : 0;
      expect(facts).toHaveLength(deployments + 1);
    }
  });
});
