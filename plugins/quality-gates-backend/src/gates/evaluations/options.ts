import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  Probe,
  ProbeContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Environments } from '../../environments';
import type { EvaluationStore } from '../../store/types';
import type { FactStore } from '../createFactReader';
import type { RepositoryFiles } from '../createRepositoryFiles';
import type { EffectivePolicy } from '../policy';

/** What holds for an entity in an environment. */
export interface EffectivePolicies {
  /** Undefined when no policy applies. Throws InputError when what the entity names cannot be read. */
  read(
    entity: Entity,
    environment: string,
  ): Promise<EffectivePolicy | undefined>;
}

/** What evaluations are made with. */
export interface EvaluationOptions {
  readonly store: EvaluationStore & FactStore;
  /** Entities as the catalog has them now, whoever asks; undefined = gone. */
  readonly readEntity: (entityRef: string) => Promise<Entity | undefined>;
  /** What the catalog calls entities; those it knows, none where it cannot be asked. */
  readonly titles?: ProbeContext<unknown>['titles'];
  /** Where people see an evaluation; absent where nothing says where the portal is. */
  readonly pageOf?: (evaluation: {
    readonly id: string;
    readonly entityRef: string;
  }) => string;
  readonly policies: EffectivePolicies;
  /** The probe of each kind of gate. */
  readonly probeOf: (kind: string) => Probe<unknown> | undefined;
  /** Absent where no repository can be read. */
  readonly files?: RepositoryFiles;
  readonly environments: Environments;
  /** Told of each evaluation that was decided here. */
  readonly onDecided?: (evaluationId: string) => void;
  readonly now: () => number;
  readonly logger: LoggerService;
}
