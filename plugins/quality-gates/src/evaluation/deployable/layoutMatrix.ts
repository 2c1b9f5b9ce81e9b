import type { Deployable } from '@quality-gates/backstage-plugin-quality-gates-common';

/** The newest answer for one version in one environment. */
export type MatrixEntry = Deployable['matrix'][number];

/** One version, with what is known of it in each environment. */
export interface MatrixRow {
  readonly version: string;
  /** In the order of {@link Matrix.environments}; undefined = nobody asked. */
  readonly entries: readonly (MatrixEntry | undefined)[];
}

/** Versions by environments. */
export interface Matrix {
  readonly environments: readonly string[];
  readonly rows: readonly MatrixRow[];
}

/**
 * Answers as a table: versions in the order given, environments in promotion order. Environments that `promotion` does
 * not name stand last; those it names, but nobody asked for, are left out unless they are `wanted`.
 */
export function layoutMatrix(
  entries: readonly MatrixEntry[],
  order: { promotion: readonly string[]; wanted: readonly string[] },
): Matrix {
  const asked = new Set([
    ...order.wanted,
    ...entries.map(({ environment }) => environment),
  ]);
  const environments = [
    ...order.promotion.filter(name => asked.has(name)),
    ...[...asked].filter(name => !order.promotion.includes(name)),
  ];
  const versions = [...new Set(entries.map(({ version }) => version))];
  return {
    environments,
    rows: versions.map(version => ({
      version,
      entries: environments.map(environment =>
        entries.find(
          each => each.version === version && each.environment === environment,
        ),
      ),
    })),
  };
}
