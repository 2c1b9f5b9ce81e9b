/** The part of the store's contract that is about facts that belong to nobody, yet. */
import type {
  FactType,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Attribution } from './attributionTypes';
import type { RowPage, UnmappedRow } from './rowTypes';

/** Facts without an entity; part of the store. */
export interface UnmappedStore {
  listUnmapped(query: {
    reason?: string;
    limit: number;
    cursor?: string;
  }): Promise<RowPage<UnmappedRow>>;
  /**
   * Asks `attribute` again for unmapped facts, in slices; those that now belong somewhere are moved there. Resolves
   * to the number moved.
   */
  reattributeUnmapped(
    attribute: (fact: {
      readonly type: FactType;
      readonly subject: Subject;
      readonly reportedBy: string | null;
    }) => Attribution,
  ): Promise<number>;
}
