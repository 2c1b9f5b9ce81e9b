import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { argocd } from './index';

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'webhooks/argocd');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(corpus);

describe('the corpus of Argo CD notifications', () => {
  if (!present) {
    it.todo('is understood (QUALITY_GATES_CORPUS is not set)');
    return;
  }
  const read = (name: string) => {
    const body = JSON.parse(readFileSync(join(corpus, name), 'utf8'));
    return argocd.normalise(deliver('application', body));
  };
  const files = readdirSync(corpus).filter(name => name.endsWith('.json'));

  it('has files', () => expect(files.length).toBeGreaterThan(0));

  it.each(files)('is one deployment each: %s', name => {
    expect(read(name)).toMatchObject([
      {
        type: 'deployment',
        data: { result: name.includes('on-deployed') ? 'success' : 'failure' },
      },
    ]);
  });
});
