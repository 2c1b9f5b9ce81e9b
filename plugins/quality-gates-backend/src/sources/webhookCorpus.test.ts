import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtinSources } from './index';

const folder = join(process.env.QUALITY_GATES_CORPUS ?? '', 'webhooks');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(folder);

/** Which source understands each folder of the corpus of webhooks. */
const SOURCE_OF: Readonly<Record<string, string>> = {
  alertmanager: 'alertmanager',
  'argo-rollouts': 'argo-rollouts',
  'argo-workflows': 'argo-workflows',
  argocd: 'argocd',
  cdevents: 'cdevents',
  flagger: 'flagger',
  github: 'github',
  gitlab: 'gitlab',
  grafana: 'alertmanager',
  opsgenie: 'opsgenie',
  pagerduty: 'pagerduty',
  tekton: 'tekton',
};
/** May have no source yet. */
const MAY_LACK: readonly string[] = ['opsgenie'];

const ids = builtinSources.map(({ id }) => id);
const covered = Object.entries(SOURCE_OF).filter(([, source]) =>
  ids.includes(source),
);

describe('the corpus of webhooks', () => {
  it('is given to sources that there are', () => {
    const missing = Object.keys(SOURCE_OF).filter(
      name => !covered.some(([known]) => known === name),
    );
    expect(MAY_LACK).toEqual(expect.arrayContaining(missing));
  });

  if (!present) {
    it.todo('has a source for each folder (QUALITY_GATES_CORPUS is not set)');
    return;
  }

  it('has a source for each folder', () => {
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.sort()).toEqual(Object.keys(SOURCE_OF).sort());
  });

  it.each(covered)('%s is walked by a test of source %s', (name, source) => {
    const own = join(__dirname, source);
    const tests = readdirSync(own).filter(file => file.endsWith('.test.ts'));
    const walks = tests.filter(file => {
      const text = readFileSync(join(own, file), 'utf8');
      return text.includes('QUALITY_GATES_CORPUS') && text.includes(name);
    });
    expect(walks).not.toEqual([]);
  });
});
