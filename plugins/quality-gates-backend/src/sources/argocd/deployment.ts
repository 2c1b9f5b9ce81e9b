import { InputError } from '@backstage/errors';
import {
  linkSchema,
  normaliseResult,
  type Phase,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  imageVersion,
  kubernetesIdOf,
  kubernetesMark,
  type DeploymentData,
  type FactOf,
  type Millis,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type {
  Application,
  NotificationPayload,
  OperationState,
} from './payloads';

/** Labels or annotations of the Application that say what Argo CD does not know. */
const SETTINGS = {
  environment: 'quality-gates.io/environment',
  image: 'quality-gates.io/image',
} as const;
/** Labels of an Application that are looked up in the catalog. */
const MAX_SELECTORS = 50;
/** As long as an incident is linked to the deployment before it by default (domain.md, "Incident link"). */
const DEGRADED_WITHIN_MS = 24 * 60 * 60 * 1000;

/** How a sync stands: one step of its deployment. */
interface Step
  extends Pick<
    DeploymentData,
    'status' | 'result' | 'reachedEnvironment' | 'finishedAt'
  > {
  readonly at: Millis;
  readonly phase: Phase;
}

/**
 * One deployment fact for the last sync of an Application; none when it was never synced, or when it degraded long
 * after its last sync.
 *
 * A sync is told apart by its start. The id of `status.history` would not do: an entry is written only when a sync
 * succeeded, so the running and the failed sync would take the number of the one before. Several Argo CDs have
 * Applications of the same name, so the instance is part of the key.
 *
 * `repoURL` and the revision are those of the GitOps repository, and say nothing of the service's own.
 */
export function deploymentFacts(
  payload: NotificationPayload,
  instance: string,
): FactOf<'deployment'>[] {
  const { metadata, status } = payload.app;
  const operation = status?.operationState;
  const step = operation && stepOf(operation, payload.app);
  if (!step) return [];
  const { at, phase, ...ending } = step;
  const place = `${metadata.namespace ?? 'argocd'}/${metadata.name}`;
  const startedAt = new Date(operation.startedAt).toISOString();
  const by = operation.operation?.initiatedBy;
  return [
    {
      type: 'deployment',
      key: `argocd:${instance}/${place}/${startedAt}`,
      subject: subjectOf(payload.app),
      channel: 'webhook',
      at,
      phase,
      data: {
        ...ending,
        ...imageVersion(
          imagesOf(operation, payload.app, phase),
          setting(payload.app, 'image'),
        ),
        id: `${metadata.name}/${startedAt}`,
        environment: environmentOf(payload),
        startedAt: operation.startedAt,
        actor: by?.username ?? (by?.automated ? 'automated' : undefined),
        url: urlOf(payload.context?.argocdUrl, place),
      },
    },
  ];
}

/** Undefined = nothing that a deployment is told of. */
function stepOf(operation: OperationState, app: Application): Step | undefined {
  const { phase, startedAt } = operation;
  const finishedAt = operation.finishedAt ?? startedAt;
  switch (phase) {
    case 'Running':
    case 'Terminating':
      return { at: startedAt, phase: 'executing', status: phase };
    case 'Failed':
    case 'Error':
      return {
        at: finishedAt,
        phase: 'terminal',
        status: phase,
        result: normaliseResult(phase),
        reachedEnvironment: false,
        finishedAt,
      };
    case 'Succeeded':
      return syncedStep(finishedAt, app);
    default:
      return undefined;
  }
}

/** After a sync the health decides: applied is not yet running, and a version that degrades did arrive. */
function syncedStep(
  finishedAt: Millis,
  { status }: Application,
): Step | undefined {
  const health = status?.health?.status ?? 'Unknown';
  const changedAt = status?.health?.lastTransitionTime ?? status?.reconciledAt;
  const at = Math.max(changedAt ?? finishedAt, finishedAt);
  if (health !== 'Healthy' && health !== 'Degraded') {
    return { at, phase: 'executing', status: health };
  }
  const success = health === 'Healthy';
  if (!success && at - finishedAt > DEGRADED_WITHIN_MS) return undefined;
  return {
    at,
    phase: 'terminal',
    status: health,
    result: success ? 'success' : 'failure',
    reachedEnvironment: true,
    finishedAt,
  };
}

/**
 * The images this sync applied, where Argo CD lists them. Else those that run: until the sync is over and the health
 * is settled these are the images of before.
 */
function imagesOf(
  operation: OperationState,
  { status }: Application,
  phase: Phase,
): readonly string[] {
  const applied = (operation.syncResult?.resources ?? [])
    .filter(({ hookType }) => !hookType)
    .flatMap(({ images }) => images);
  if (applied.length > 0) return applied;
  const settled = phase === 'terminal' && operation.phase === 'Succeeded';
  return settled ? status?.summary?.images ?? [] : [];
}

function environmentOf({ app, environment }: NotificationPayload): string {
  const name =
    setting(app, 'environment') ??
    environment ??
    app.spec?.destination?.namespace;
  if (name) return name;
  throw new InputError(
    `Argo CD application: environment: neither the annotation ${SETTINGS.environment}, nor the template, nor spec.destination.namespace names one`,
  );
}

function setting(
  { metadata }: Application,
  name: keyof typeof SETTINGS,
): string | undefined {
  return kubernetesMark(metadata, SETTINGS[name]);
}

/** By name, by a label as `argocd/app-selector` writes it, and by the id that Kubernetes objects carry. */
function subjectOf({ metadata }: Application): Subject {
  const { name, labels } = metadata;
  return {
    annotations: [
      { key: 'argocd/app-name', value: name },
      ...kubernetesIdOf(metadata),
      ...[...labels].slice(0, MAX_SELECTORS).map(([label, value]) => ({
        key: 'argocd/app-selector',
        value: `${label}=${value}`,
      })),
    ],
  };
}

function urlOf(argocd: string | undefined, place: string) {
  const url = argocd && `${argocd.replace(/\/+$/, '')}/applications/${place}`;
  return linkSchema.safeParse(url).data;
}
