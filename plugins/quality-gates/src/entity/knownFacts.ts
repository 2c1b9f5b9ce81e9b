import {
  type Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { readSourceAnnotations } from './setupSnippets';

/** Something the catalog may say of a component; null = it does not. */
export interface KnownFact {
  readonly id: 'owner' | 'source' | 'lifecycle' | 'system';
  readonly value: string | null;
}

function relatedName(entity: Entity, type: string, kind?: string) {
  const refs = (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => parseEntityRef(relation.targetRef))
    .filter(ref => !kind || ref.kind.toLocaleLowerCase('en-US') === kind);
  return refs[0]?.name;
}

function specText(entity: Entity, key: string): string | undefined {
  const value = entity.spec?.[key];
  return typeof value === 'string' && value ? value : undefined;
}

/** What the catalog already tells about `entity`, for the page where nothing else is known. */
export function listKnownFacts(entity: Entity): KnownFact[] {
  const source = readSourceAnnotations(entity).found[0]?.value;
  return [
    {
      id: 'owner',
      value:
        relatedName(entity, RELATION_OWNED_BY) ??
        specText(entity, 'owner') ??
        null,
    },
    { id: 'source', value: source?.replace(/^url:/, '') ?? null },
    { id: 'lifecycle', value: specText(entity, 'lifecycle') ?? null },
    {
      id: 'system',
      value:
        relatedName(entity, RELATION_PART_OF, 'system') ??
        specText(entity, 'system') ??
        null,
    },
  ];
}
