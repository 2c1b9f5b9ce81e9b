import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtinSources } from './index';

const folder = join(process.env.QUALITY_GATES_CORPUS ?? '', 'webhooks');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(folder);

/** Which sources understand each folder of the corpus of webhooks. */
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  alertmanager: ['alertmanager'],
  'argo-rollouts': ['argo-rollouts'],
  'argo-workflows': ['argo-workflows'],
  argocd: ['argocd'],
  cdevents: ['cdevents'],
  flagger: ['flagger'],
  github: ['github'],
  gitlab: ['gitlab'],
  grafana: ['alertmanager', 'grafana-irm'],
  opsgenie: ['opsgenie'],
  pagerduty: ['pagerduty'],
  tekton: ['tekton'],
};

describe('the corpus of webhooks', () => {
  it('is given to sources that there are', () => {
    const ids = builtinSources.map(({ id }) => id);
    for (const sources of Object.values(SOURCES_OF)) {
      for (const source of sources) expect(ids).toContain(source);
    }
  });

  if (!present) {
    it.todo('has a source for each folder (QUALITY_GATES_CORPUS is not set)');
    return;
  }

  it('has a source for each folder', () => {
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.sort()).toEqual(Object.keys(SOURCES_OF).sort());
  });

  it.each(
    Object.entries(SOURCES_OF).flatMap(([name, sources]) =>
      sources.map(source => [name, source] as const),
    ),
  )('%s is walked by a test of source %s', (name, source) => {
    const own = join(__dirname, source);
    const tests = readdirSync(own).filter(file => file.endsWith('.test.ts'));
    const walks = tests.filter(file => {
      const text = readFileSync(join(own, file), 'utf8');
      return text.includes('QUALITY_GATES_CORPUS') && text.includes(name);
    });
    expect(walks).not.toEqual([]);
  });
});
