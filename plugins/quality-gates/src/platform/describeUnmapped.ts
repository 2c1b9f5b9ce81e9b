import {
  UNMAPPED_REASONS,
  type Unmapped,
  type UnmappedReason,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** The reason of an unmapped fact as one of those that have a sentence; undefined for one of a newer backend. */
export function knownReason(reason: string): UnmappedReason | undefined {
  return UNMAPPED_REASONS.find(each => each === reason);
}

/** A fact by what it names, for a table. */
export function describeKeys({ keys }: Unmapped): string {
  return Object.entries(keys)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/**
 * The lines of catalog-info.yaml that would map a fact; undefined when no annotation would. Values are quoted, because
 * patterns hold characters that mean something in YAML.
 *
 * @example
 * writeAnnotations([{ annotation: 'github.com/project-slug', value: 'acme/pay' }])
 * // metadata:
 * //   annotations:
 * //     github.com/project-slug: 'acme/pay'
 */
export function writeAnnotations(
  suggestions: Unmapped['suggestions'],
): string | undefined {
  if (suggestions.length === 0) return undefined;
  const lines = suggestions.map(
    ({ annotation, value }) =>
      `    ${annotation}: '${value.replace(/'/g, "''")}'`,
  );
  return ['metadata:', '  annotations:', ...lines].join('\n');
}
