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
    expect(sourceOf('ghe-eu', 'push')).toBe(github);
    expect(sourceOf('plain/ci', 'runs')).toBe(plain);
    expect(sourceOf('gone', 'push')).toBeUndefined();
  });

  it('finds the source of a file by its format', () => {
    const junit: Source = {
      ...source('junit'),
      ingress: [{ type: 'file', format: 'junit', accepts: ['xml'] }],
    };
    const sourceOf = createSourceRegistry([plain, junit]).instances({
      sources: {},
    });
    expect(sourceOf('plain/ci', 'files/junit')).toBe(junit);
    expect(sourceOf('plain/ci', 'files/other')).toBeUndefined();
    expect(sourceOf('plain/ci', 'junit')).toBe(plain);
  });

  it('knows the sources that modules add', () => {
    const registry = createSourceRegistry([plain]);
    const jenkins = source('jenkins');
    registry.add(jenkins);
    const sourceOf = registry.instances({
      sources: { ci: { type: 'jenkins' } },
    });
    expect(sourceOf('ci', 'build')).toBe(jenkins);
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

  it('lets gates ask a type that delivers nothing', () => {
    const registry = createSourceRegistry([github, plain]);
    const metrics = { sources: { metrics: { type: 'prometheus' } } };
    const sourceOf = registry.instances(metrics, ['prometheus']);
    expect(sourceOf('metrics', 'push')).toBeUndefined();
    expect(() => registry.instances(metrics, ['http'])).toThrow(
      /known are github, http$/,
    );
  });
});
