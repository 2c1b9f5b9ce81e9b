import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';
import { createSourceRegistry } from './createSourceRegistry';

function source(id: string): Source {
  return { id, ingress: [], normalise: () => [] };
}

describe('createSourceRegistry', () => {
  const github = source('github');
  const plain = source('plain');

  it('finds the source of a configured instance and of the plain doors', () => {
    const registry = createSourceRegistry([github, plain]);
    const sourceOf = registry.instances({
      sources: { 'ghe-eu': { type: 'github' } },
    });
    expect(sourceOf('ghe-eu')).toBe(github);
    expect(sourceOf('plain/ci')).toBe(plain);
    expect(sourceOf('gone')).toBeUndefined();
  });

  it('knows the sources that modules add', () => {
    const registry = createSourceRegistry([plain]);
    const jenkins = source('jenkins');
    registry.add(jenkins);
    const sourceOf = registry.instances({
      sources: { ci: { type: 'jenkins' } },
    });
    expect(sourceOf('ci')).toBe(jenkins);
    expect(registry.list()).toEqual([plain, jenkins]);
  });

  it('refuses a second source with the same id', () => {
    const registry = createSourceRegistry([github]);
    expect(() => registry.add(source('github'))).toThrow(/id github/);
  });

  it('refuses an instance of a type nobody understands, naming the key and what is known', () => {
    const registry = createSourceRegistry([github, plain]);
    expect(() =>
      registry.instances({ sources: { ci: { type: 'githb' } } }),
    ).toThrow(/qualityGates\.sources\.ci\.type.*githb.*known are github$/);
  });
});
