import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { gitlab } from './index';

const root = process.env.QUALITY_GATES_CORPUS ?? '';
const corpus = join(root, 'webhooks/gitlab');
const present = Boolean(root) && existsSync(corpus);

/** `X-Gitlab-Event` by `object_kind`, and the types of fact that come of it. */
const EVENTS: Record<string, { event: string; types: string[] }> = {
  pipeline: { event: 'Pipeline Hook', types: ['run', 'task'] },
  build: { event: 'Job Hook', types: ['run', 'task'] },
  deployment: { event: 'Deployment Hook', types: ['deployment'] },
  push: { event: 'Push Hook', types: ['commit'] },
  merge_request: { event: 'Merge Request Hook', types: ['change'] },
  tag_push: { event: 'Tag Push Hook', types: [] },
  release: { event: 'Release Hook', types: [] },
  issue: { event: 'Issue Hook', types: [] },
};
/** Its names end in a blank (`"iid "`), which GitLab does not send: without a number it is no merge request. */
const MISSPELT = 'group_merge_request.json';

describe('the corpus of GitLab webhooks', () => {
  if (!present) {
    it.todo(
      'is understood or ignored (skipped: QUALITY_GATES_CORPUS is unset)',
    );
    return;
  }
  const files = readdirSync(corpus).filter(name => name.endsWith('.json'));
  const read = (name: string) => {
    const payload = JSON.parse(readFileSync(join(corpus, name), 'utf8'));
    const { event, types } = EVENTS[payload.object_kind];
    return { types, facts: () => gitlab.normalise(deliver(event, payload)) };
  };

  it('has every event that is understood', () => {
    const kinds = files.map(name => name.replace('.json', ''));
    expect(kinds).toEqual(
      expect.arrayContaining(Object.keys(EVENTS).filter(k => k !== 'issue')),
    );
  });

  it.each(files.filter(name => name !== MISSPELT))(
    '%s gives its facts, or none when it is ignored',
    name => {
      const { types, facts } = read(name);
      const given = new Set(facts().map(({ type }) => type));
      expect(types).toEqual(expect.arrayContaining([...given]));
      expect(given.size > 0).toBe(types.length > 0);
    },
  );

  it.each(files.filter(name => name === MISSPELT))(
    '%s is refused with the field that is missing',
    name => {
      expect(read(name).facts).toThrow(/object_attributes\.iid/);
    },
  );
});
