import {
  imageVersion,
  kubernetesIdOf,
  kubernetesMark,
  type ImageVersion,
  type Millis,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { NotificationPayload, Rollout } from './payloads';

const ARGOCD_APP = 'argocd/app-name';
/** Written by Argo CD as `{application}:{group}/{kind}:{namespace}/{name}`. */
const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
const INSTANCE = 'app.kubernetes.io/instance';
const REVISION = 'rollout.argoproj.io/revision';
/** Labels or annotations that say what Argo Rollouts does not know. */
const SETTINGS = {
  environment: 'quality-gates.io/environment',
  image: 'quality-gates.io/image',
} as const;

/** What a notification is about: one revision of a Rollout. */
export interface Revision {
  /** Unique per instance; made again with the same name, a Rollout counts its revisions from 1. */
  readonly key: string;
  readonly id: string;
  readonly environment: string;
  readonly image: ImageVersion;
  readonly subject: Subject;
  /** When the notification was sent, else the latest time in the Rollout; 0 when there is none. */
  readonly at: Millis;
}

/** Reads the revision of a notification. */
export function revisionOf(
  { rollout, environment, sentAt }: NotificationPayload,
  instance: string,
): Revision {
  const { name, namespace = 'default', uid, annotations } = rollout.metadata;
  const revision = annotations.get(REVISION) ?? '0';
  const place = [namespace, name, ...(uid ? [uid] : [])].join('/');
  const containers = rollout.spec?.template?.spec?.containers ?? [];
  return {
    key: `argo-rollouts:${instance}/${place}/${revision}`,
    id: `${name}/${revision}`,
    environment:
      kubernetesMark(rollout.metadata, SETTINGS.environment) ??
      environment ??
      namespace,
    image: imageVersion(
      containers.map(({ image }) => image),
      kubernetesMark(rollout.metadata, SETTINGS.image),
    ),
    subject: subjectOf(rollout),
    at: sentAt ?? latestOf(rollout),
  };
}

function subjectOf({ metadata }: Rollout): Subject {
  const app =
    kubernetesMark(metadata, ARGOCD_APP) ??
    kubernetesMark(metadata, TRACKING_ID)?.split(':', 1)[0] ??
    kubernetesMark(metadata, INSTANCE);
  return {
    annotations: [
      ...kubernetesIdOf(metadata),
      ...(app ? [{ key: ARGOCD_APP, value: app }] : []),
    ],
  };
}

function latestOf({ status }: Rollout): Millis {
  return Math.max(
    0,
    status?.abortedAt ?? 0,
    ...(status?.conditions ?? []).map(one => one.lastUpdateTime ?? 0),
    ...(status?.pauseConditions ?? []).map(one => one.startTime ?? 0),
  );
}
