/** What the store asks of DORA when facts are written: which changes each deployment brought. */
import type {
  CommitData,
  DeploymentData,
  Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** What {@link ProjectDeployments} is given for one (entity, environment). */
export interface ProjectionInput {
  /** State just before the first deployment given. */
  readonly before: {
    readonly key: string | null;
    readonly sha: string | null;
    /**
     * SHAs that were in production before: at least those that the deployments given name (also as one of their
     * commits), those among `commits`, and those that are parents of one.
     */
    readonly deployedShas: ReadonlySet<string>;
    /** Of the commits given: those that an earlier deployment contained already. */
    readonly deployedCommits: ReadonlySet<string>;
  };
  /** Those that reached the environment, by (finishedAt, key). `commits` undefined = not named by the event. */
  readonly deployments: readonly (Pick<
    DeploymentData,
    'commit' | 'previousCommit' | 'commits' | 'rollbackOf' | 'rollback' | 'id'
  > & { readonly key: string; readonly finishedAt: Millis })[];
  /** Recorded pushes of the entity's repository, by SHA; `touches` = belongs to this entity. */
  readonly commits: ReadonlyMap<
    string,
    CommitData & { readonly touches: boolean }
  >;
}

/** What the projection says of one deployment. */
export interface ProjectedDeployment {
  readonly key: string;
  readonly inferredRollbackOf: string | null;
  readonly commitsFrom: 'event' | 'pushes' | 'unknown';
  readonly negativeLeadTimes: number;
  /** Changes first contained in this deployment: no merges, no negative lead times. */
  readonly changes: readonly {
    readonly sha: string;
    readonly committedAt: Millis;
    readonly author?: string;
  }[];
}

/**
 * Which changes each deployment brought, and which of them are roll-backs (D4, D8). Pure; the store calls it inside
 * the transaction for every (entity, environment) from the earliest touched deployment on.
 */
export type ProjectDeployments = (
  input: ProjectionInput,
) => ProjectedDeployment[];
