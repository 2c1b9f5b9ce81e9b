import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { DoraReport } from '../wire/dora';
import type {
  Deployment,
  Gate,
  GateOutcome,
  Incident,
  Run,
  RunDetail,
  Setup,
  Trace,
} from '../wire/facts';
import type {
  Approval,
  Deployable,
  EnvironmentState,
  Evaluation,
  EvaluationRequest,
  Override,
} from '../wire/evaluations';
import type {
  EffectivePolicy,
  LintAnswer,
  PolicySummary,
} from '../wire/policies';
import type { Page } from '../wire/primitives';

/** What the client needs of Backstage: both frontend and backend `DiscoveryApi` and `fetch` fit. */
export interface QualityGatesClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

/** Query parameters; undefined values are left out, arrays repeat the key. */
export type Query = Record<
  string,
  string | number | readonly string[] | undefined
>;

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

/**
 * Reads from the quality-gates backend, and asks it. Every method throws a `ResponseError` with the backend's words when the
 * answer is no 2xx, and honours the `AbortSignal` it is given.
 */
export class QualityGatesClient {
  readonly #options: QualityGatesClientOptions;

  constructor(options: QualityGatesClientOptions) {
    this.#options = options;
  }

  readDora(entityRef: string, query: DoraQuery, signal?: AbortSignal) {
    return this.#entity<DoraReport>(entityRef, 'dora', { ...query }, signal);
  }

  readDeployments(
    entityRef: string,
    query: WindowQuery & PageQuery,
    signal?: AbortSignal,
  ) {
    return this.#entity<Page<Deployment>>(
      entityRef,
      'deployments',
      { ...query },
      signal,
    );
  }

  readIncidents(
    entityRef: string,
    query: WindowQuery & PageQuery,
    signal?: AbortSignal,
  ) {
    return this.#entity<Page<Incident>>(
      entityRef,
      'incidents',
      { ...query },
      signal,
    );
  }

  readRuns(
    entityRef: string,
    query: PageQuery & { branch?: string; pipeline?: string; result?: string },
    signal?: AbortSignal,
  ) {
    return this.#entity<Page<Run>>(entityRef, 'runs', { ...query }, signal);
  }

  readRun(entityRef: string, runId: string, signal?: AbortSignal) {
    const path = `runs/${encodeURIComponent(runId)}`;
    return this.#entity<RunDetail>(entityRef, path, {}, signal);
  }

  readTrace(entityRef: string, runId: string, signal?: AbortSignal) {
    const path = `runs/${encodeURIComponent(runId)}/trace`;
    return this.#entity<Trace>(entityRef, path, {}, signal);
  }

  readGates(
    entityRef: string,
    query: { environment?: readonly string[] },
    signal?: AbortSignal,
  ) {
    return this.#entity<Page<Gate>>(entityRef, 'gates', { ...query }, signal);
  }

  readGateOutcomes(
    entityRef: string,
    gate: string,
    query: PageQuery & { environment?: readonly string[] },
    signal?: AbortSignal,
  ) {
    const path = `gates/${encodeURIComponent(gate)}/outcomes`;
    return this.#entity<Page<GateOutcome>>(
      entityRef,
      path,
      { ...query },
      signal,
    );
  }

  readSetup(entityRef: string, signal?: AbortSignal) {
    return this.#entity<Setup>(entityRef, 'setup', {}, signal);
  }

  /** Asks; the answer may be `wait`: see {@link QualityGatesClient.readEvaluation}. */
  ask(request: EvaluationRequest, signal?: AbortSignal) {
    return this.#post<Evaluation>('/evaluations', request, signal);
  }

  /** With `waitSeconds` (at most 120) the newest of its successors, once it is decided or the time is over. */
  readEvaluation(id: string, waitSeconds?: number, signal?: AbortSignal) {
    const wait = waitSeconds === undefined ? undefined : `${waitSeconds}s`;
    return this.#get<Evaluation>(
      `/evaluations/${encodeURIComponent(id)}`,
      { wait },
      signal,
    );
  }

  /** Answers with the evaluation that holds then, which may be a successor. */
  approve(id: string, approval: Approval, signal?: AbortSignal) {
    return this.#change(id, 'approvals', approval, signal);
  }

  /** As {@link QualityGatesClient.approve}. */
  override(
    id: string,
    what: 'waivers' | 'break-glass' | 'invalidate' | 'rerun' | 'claims',
    override: Override,
    signal?: AbortSignal,
  ) {
    return this.#change(id, what, override, signal);
  }

  /** What was recorded; no gate is asked. */
  canIDeploy(
    question: { entityRef: string; environment: string; version: string },
    signal?: AbortSignal,
  ) {
    return this.#get<Evaluation>('/can-i-deploy', { ...question }, signal);
  }

  readEvaluations(
    entityRef: string,
    query: PageQuery & {
      environment?: readonly string[];
      version?: string;
      phase?: string;
    },
    signal?: AbortSignal,
  ) {
    return this.#entity<Page<Evaluation>>(
      entityRef,
      'evaluations',
      { ...query },
      signal,
    );
  }

  readEnvironments(entityRef: string, signal?: AbortSignal) {
    return this.#entity<EnvironmentState[]>(
      entityRef,
      'environments',
      {},
      signal,
    );
  }

  readDeployable(
    entityRef: string,
    query: { environment?: string },
    signal?: AbortSignal,
  ) {
    return this.#entity<Deployable>(
      entityRef,
      'deployable',
      { ...query },
      signal,
    );
  }

  readPolicy(entityRef: string, environment: string, signal?: AbortSignal) {
    return this.#entity<EffectivePolicy>(
      entityRef,
      'policy',
      { environment },
      signal,
    );
  }

  readPolicies(signal?: AbortSignal) {
    return this.#get<{ items: PolicySummary[] }>('/policies', {}, signal);
  }

  lintPolicy(
    draft: { yaml: string } | { policy: Record<string, unknown> },
    signal?: AbortSignal,
  ) {
    return this.#post<LintAnswer>('/policies/lint', draft, signal);
  }

  #change(id: string, what: string, body: object, signal?: AbortSignal) {
    const path = `/evaluations/${encodeURIComponent(id)}/${what}`;
    return this.#post<Evaluation>(path, body, signal);
  }

  async #post<T>(path: string, body: object, signal?: AbortSignal): Promise<T> {
    const base = await this.#options.discoveryApi.getBaseUrl('quality-gates');
    const response = await this.#options.fetchApi.fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json() as Promise<T>;
  }

  async #entity<T>(
    entityRef: string,
    path: string,
    query: Query,
    signal?: AbortSignal,
  ): Promise<T> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const place = [kind, namespace, name]
      .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
      .join('/');
    return this.#get(`/entities/${place}/${path}`, query, signal);
  }

  async #get<T>(path: string, query: Query, signal?: AbortSignal): Promise<T> {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined) search.append(key, String(one));
      }
    }
    const base = await this.#options.discoveryApi.getBaseUrl('quality-gates');
    const suffix = search.size > 0 ? `?${search}` : '';
    const response = await this.#options.fetchApi.fetch(
      `${base}${path}${suffix}`,
      { signal },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json() as Promise<T>;
  }
}
