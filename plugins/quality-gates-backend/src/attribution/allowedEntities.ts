import type { IngestToken } from '../config';

/** Whether the token of this name may report for an entity. */
export type MayReportFor = (
  tokenName: string | null,
  entityRef: string,
) => boolean;

/**
 * Reads the `entities` patterns of `qualityGates.ingest.tokens`. `*` stands for any characters; a pattern without
 * namespace means `default`. No name (a signature proved it), webhooks by their own name (`webhooks/{source}`, and no
 * token has a slash) and Backstage services (`service:{subject}`) are not limited. A name that is no longer configured may report for nobody: otherwise taking a limited token away would map
 * what it was not allowed to say.
 */
export function readAllowedEntities(
  tokens: readonly IngestToken[],
): MayReportFor {
  const byName = new Map<string, RegExp[]>();
  for (const { name, entities } of tokens) {
    // Two tokens of one name are a rotation: what either may, both may.
    byName.set(name, [...(byName.get(name) ?? []), ...entities.map(pattern)]);
  }
  return (tokenName, entityRef) => {
    if (tokenName === null || /^(?:service:|webhooks\/)/.test(tokenName)) {
      return true;
    }
    return Boolean(byName.get(tokenName)?.some(one => one.test(entityRef)));
  };
}

function pattern(glob: string): RegExp {
  const lower = glob.trim().toLocaleLowerCase('en-US');
  const full = /^[^/*]+:[^/]+$/.test(lower)
    ? lower.replace(':', ':default/')
    : lower;
  const parts = full
    .split(/\*+/)
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
