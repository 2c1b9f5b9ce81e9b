import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { parse } from 'yaml';
import { argocd } from './index';

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'webhooks/argocd');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(corpus);

/** Applications as Kubernetes holds them: what is wrong with them as a message, or null when they say nothing. */
const APPLICATIONS: Readonly<Record<string, string | null>> = {
  'application-degraded.yaml': 'app.metadata',
  'application-healthy.yaml': 'app.metadata',
  'application-live-child.yaml': null,
};
/** What is sent by nobody: documentation, and templates and triggers to set Argo CD up with. */
const UNSENT = [
  'notifications_catalog',
  'recommended-template.constructed.yaml',
  'templates',
  'triggers',
  'webhook-service.md',
];

describe('the corpus of Argo CD notifications', () => {
  if (!present) {
    it.todo('is understood (QUALITY_GATES_CORPUS is not set)');
    return;
  }
  const post = (body: object) => argocd.normalise(deliver('application', body));
  const text = (name: string) => readFileSync(join(corpus, name), 'utf8');
  const read = (name: string) => post(JSON.parse(text(name)));
  const files = readdirSync(corpus).filter(name => name.endsWith('.json'));

  it('has notifications, applications, and nothing else that is sent', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(readdirSync(corpus).sort()).toEqual(
      [...files, ...Object.keys(APPLICATIONS), ...UNSENT].sort(),
    );
  });

  it.each(Object.entries(APPLICATIONS))(
    'is refused for what it lacks, or says nothing: %s',
    (name, lacks) => {
      const understand = () => {
        try {
          const body = { app: parse(text(name)), trigger: 'on-deployed' };
          return `facts: ${JSON.stringify(post(body))}`;
        } catch (error) {
          return (error as Error).message;
        }
      };
      expect(understand()).toContain(lacks ?? 'facts: []');
    },
  );

  it.each(files)('is one deployment each: %s', name => {
    expect(read(name)).toMatchObject([
      {
        type: 'deployment',
        data: { result: name.includes('on-deployed') ? 'success' : 'failure' },
      },
    ]);
  });
});
