import type { Verdict } from '../wire/facts';

/** A window and environments, as every reading call takes them. Instants are ISO 8601. */
export interface WindowQuery {
  environment?: readonly string[];
  from?: string;
  to?: string;
}

/** Options of {@link QualityGatesClient.readDora}. */
export interface DoraQuery extends WindowQuery {
  timezone?: string;
  bucket?: 'day' | 'week' | 'month';
  benchmarkYear?: string;
  countBy?: 'version';
  compare?: 'previous';
}

/** Options of the paged lists. */
export interface PageQuery {
  limit?: number;
  cursor?: string;
}

/** Options of {@link QualityGatesClient.readRuns}. */
export interface RunsQuery extends PageQuery {
  from?: string;
  to?: string;
  branch?: string;
  pipeline?: string;
  result?: string;
  /** Failed runs with this verdict; a page may hold fewer than `limit`. */
  attribution?: Verdict;
  scope?: 'default-branch' | 'pull-request';
}

/** Options of {@link QualityGatesClient.readPipelines}. */
export interface PipelinesQuery {
  from?: string;
  to?: string;
  timezone?: string;
}

/** Options of {@link QualityGatesClient.readEvaluations}. */
export interface EvaluationsQuery extends PageQuery {
  environment?: readonly string[];
  version?: string;
}

/** What {@link QualityGatesClient.canIDeploy} asks: may this version go there? */
export interface CanIDeployQuery {
  entityRef: string;
  environment: string;
  version: string;
}
