import type { Attribution } from '../store/types';
import type {
  FactType,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** What attribution looks at. */
export interface Attributable {
  readonly type: FactType;
  readonly subject: Subject;
  /** Token name of the sender; its `entities` limit where the fact may go. */
  readonly reportedBy: string | null;
}

/** Decides whose a fact is, from the catalog snapshot at hand. Synchronous: it is called inside transactions. */
export type Attribute = (fact: Attributable) => Attribution;
