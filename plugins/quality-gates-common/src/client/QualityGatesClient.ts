import { parseEntityRef } from '@backstage/catalog-model';
import type { DoraReport } from '../wire/dora';
import type {
  Approval,
  Deployable,
  EnvironmentState,
  Evaluation,
  EvaluationRequest,
  Override,
} from '../wire/evaluations';
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
import type { DeliveryInfo, Unmapped } from '../wire/deliveries';
import type { PipelineReport } from '../wire/pipelines';
import type {
  EffectivePolicy,
  LintAnswer,
  PolicySummary,
} from '../wire/policies';
import type { Page } from '../wire/primitives';
import {
  askBackend,
  type Query,
  type QualityGatesClientOptions,
} from './askBackend';
import type {
  CanIDeployQuery,
  DoraQuery,
  EvaluationsQuery,
  PageQuery,
  PipelinesQuery,
  RunsQuery,
  WindowQuery,
} from './queries';

/** What a person does to an evaluation beside approving it. */
export type EvaluationAct =
  | 'waivers'
  | 'break-glass'
  | 'invalidate'
  | 'rerun'
  | 'claims';

/**
 * Speaks with the quality-gates backend. Every method throws a `ResponseError` with the backend's words when the
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

  readRuns(entityRef: string, query: RunsQuery, signal?: AbortSignal) {
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

  readPipelines(
    entityRef: string,
    query: PipelinesQuery,
    signal?: AbortSignal,
  ) {
    const found = { ...query };
    return this.#entity<PipelineReport>(entityRef, 'pipelines', found, signal);
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

  /** Asks whether a version may go to an environment, and has its gates measured. */
  createEvaluation(request: EvaluationRequest, idempotencyKey?: string) {
    const headers = idempotencyKey
      ? { 'Idempotency-Key': idempotencyKey }
      : undefined;
    return this.#send<Evaluation>('/evaluations', request, headers);
  }

  /** With `wait` (such as `60s`) answers when decided or when that time is over, whichever is first. */
  readEvaluation(id: string, query: { wait?: string }, signal?: AbortSignal) {
    const path = `/evaluations/${encodeURIComponent(id)}`;
    return this.#get<Evaluation>(path, { ...query }, signal);
  }

  /** Approves or rejects; gives back the evaluation that is current after it. So do the calls below. */
  approve(id: string, approval: Approval) {
    const path = `/evaluations/${encodeURIComponent(id)}/approvals`;
    return this.#send<Evaluation>(path, approval);
  }

  waive(id: string, override: Override) {
    return this.#act(id, 'waivers', override);
  }

  breakGlass(id: string, override: Override) {
    return this.#act(id, 'break-glass', override);
  }

  invalidate(id: string, override: Override) {
    return this.#act(id, 'invalidate', override);
  }

  rerun(id: string, override: Override) {
    return this.#act(id, 'rerun', override);
  }

  /** Says "I am looking at it", of one gate or of the whole evaluation. */
  claim(id: string, override: Override) {
    return this.#act(id, 'claims', override);
  }

  /** Recorded evaluations, newest first. */
  readEvaluations(
    entityRef: string,
    query: EvaluationsQuery,
    signal?: AbortSignal,
  ) {
    const found = { ...query };
    return this.#entity<Page<Evaluation>>(
      entityRef,
      'evaluations',
      found,
      signal,
    );
  }

  /** What runs where, what would come next, and what was asked last; in promotion order. */
  readEnvironments(entityRef: string, signal?: AbortSignal) {
    return this.#entity<EnvironmentState[]>(
      entityRef,
      'environments',
      {},
      signal,
    );
  }

  /** The answer from what is known already: nothing is measured, nothing recorded. */
  canIDeploy(query: CanIDeployQuery, signal?: AbortSignal) {
    return this.#get<Evaluation>('/can-i-deploy', { ...query }, signal);
  }

  /** The reverse question: which version may go there? */
  readDeployable(
    entityRef: string,
    query: { environment: string },
    signal?: AbortSignal,
  ) {
    return this.#entity<Deployable>(
      entityRef,
      'deployable',
      { ...query },
      signal,
    );
  }

  /** The policy in force for an environment, with the origin of every value. */
  readPolicy(
    entityRef: string,
    query: { environment: string },
    signal?: AbortSignal,
  ) {
    return this.#entity<EffectivePolicy>(
      entityRef,
      'policy',
      { ...query },
      signal,
    );
  }

  /** What is wrong or dangerous in a policy, given as YAML. */
  lintPolicy(yaml: string) {
    return this.#send<LintAnswer>('/policies/lint', { yaml });
  }

  /** The policies of the portal's configuration. */
  readPolicies(signal?: AbortSignal) {
    return this.#get<{ items: PolicySummary[] }>('/policies', {}, signal);
  }

  readSetup(entityRef: string, signal?: AbortSignal) {
    return this.#entity<Setup>(entityRef, 'setup', {}, signal);
  }

  /** Facts that belong to no entity; needs `quality-gates.admin`, as do the calls below. */
  readUnmapped(query: PageQuery & { reason?: string }, signal?: AbortSignal) {
    return this.#get<Page<Unmapped>>('/unmapped', { ...query }, signal);
  }

  readDeliveries(
    query: PageQuery & { state?: DeliveryInfo['state']; source?: string },
    signal?: AbortSignal,
  ) {
    return this.#get<Page<DeliveryInfo>>('/deliveries', { ...query }, signal);
  }

  replayDelivery(id: string) {
    const path = `/deliveries/${encodeURIComponent(id)}/replay`;
    return this.#post<{ deliveryId: string }>(path, {});
  }

  /** Replays the failed deliveries of a source that arrived in a window; `from` inclusive, `to` exclusive. */
  replayDeliveries(query: { source: string; from: string; to: string }) {
    return this.#post<{ replayed: number }>('/deliveries/replay', query);
  }

  refreshCatalog() {
    return this.#post<{ changed: boolean }>('/catalog/refresh', {});
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

  #get<T>(path: string, query: Query, signal?: AbortSignal): Promise<T> {
    return this.#ask<T>(path, query, { signal });
  }

  #post<T>(path: string, query: Query): Promise<T> {
    return this.#ask<T>(path, query, { method: 'POST' });
  }

  #act(id: string, act: EvaluationAct, override: Override) {
    const path = `/evaluations/${encodeURIComponent(id)}/${act}`;
    return this.#send<Evaluation>(path, override);
  }

  #send<T>(
    path: string,
    body: object,
    headers?: Record<string, string>,
  ): Promise<T> {
    return this.#ask<T>(
      path,
      {},
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      },
    );
  }

  #ask<T>(path: string, query: Query, init: RequestInit): Promise<T> {
    return askBackend<T>(this.#options, { path, query, init });
  }
}
