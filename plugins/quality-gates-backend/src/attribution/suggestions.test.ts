import type { Subject } from '@quality-gates/backstage-plugin-quality-gates-node';
import { createAttribute } from './attribute';
import { EntityIndex } from './EntityIndex';
import { suggestions } from './suggestions';

const subjects: [string, Subject][] = [
  ['a GitHub repository', { repository: { host: 'github.com', path: 'a/b' } }],
  ['a GitLab group', { repository: { host: 'gitlab.com', path: 'a/b/c' } }],
  ['another host', { repository: { host: 'git.acme.com', path: 'a/b' } }],
  ['a service', { service: 'checkout' }],
  [
    'a tool key',
    { annotations: [{ key: 'argocd/app-name', value: 'checkout-eu' }] },
  ],
];

describe('suggestions', () => {
  it.each(subjects)(
    'each map a fact about %s that nothing matched',
    (_name, subject) => {
      const found = suggestions({ reason: 'no-match', subject });
      expect(found).not.toHaveLength(0);
      for (const { annotation, value } of found) {
        const index = new EntityIndex();
        index.add({
          ref: 'component:default/new',
          kind: 'component',
          name: 'new',
          etag: '1',
          annotations: { [annotation]: value },
        });
        const attribute = createAttribute({
          index: () => index,
          serviceName: true,
          mayReportFor: () => true,
        });
        expect(
          attribute({ type: 'deployment', subject, reportedBy: null }),
        ).toEqual({ entityRefs: ['component:default/new'] });
      }
    },
  );

  it('of an ambiguous fact are its folder and its pipeline', () => {
    expect(
      suggestions({
        reason: 'ambiguous',
        subject: {
          repository: { host: 'github.com', path: 'acme/mono' },
          path: 'services/cart',
          pipeline: 'cart (main)',
        },
      }),
    ).toEqual([
      { annotation: 'quality-gates.io/path', value: 'services/cart' },
      { annotation: 'quality-gates.io/pipeline', value: '^cart \\(main\\)$' },
    ]);
  });

  it.each(['unknown-entity', 'not-allowed', 'entity-gone'])(
    'are none for %s, which no annotation helps',
    reason => {
      expect(suggestions({ reason, subject: { service: 'checkout' } })).toEqual(
        [],
      );
    },
  );
});
