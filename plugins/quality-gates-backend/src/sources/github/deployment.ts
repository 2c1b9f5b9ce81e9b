import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { DeploymentPayload } from './payloads';

/** A deployment that was asked for: pending, since its creation. */
export function deploymentFacts(
  payload: DeploymentPayload,
): FactOf<'deployment'>[] {
  return [
    {
      ...describeDeployment(payload),
      at: payload.deployment.created_at,
      phase: 'pending',
      data: { ...describeDeployment(payload).data, status: 'pending' },
    },
  ];
}

/**
 * What every event of a deployment says alike: key, subject and the fields that do not change while it goes on.
 * `startedAt` is the deployment's creation, so that no message moves it.
 */
export function describeDeployment(payload: DeploymentPayload) {
  const { repository, deployment, workflow } = payload;
  const { host, path } = repository.identity;
  return {
    type: 'deployment' as const,
    key: `github:${host}/${path}/${deployment.id}`,
    subject: { repository: repository.identity, pipeline: workflow },
    channel: 'webhook' as const,
    data: {
      id: String(deployment.id),
      environment: deployment.environment,
      version: versionOf(payload),
      commit: deployment.sha,
      startedAt: deployment.created_at,
      actor: deployment.creator,
      url: `${repository.html_url}/deployments/${encodeURIComponent(
        deployment.environment,
      )}`,
      runUrl: payload.workflow_run,
    },
  };
}

/**
 * The version a deployment names, else the tag it is of. A branch is none: every deployment of `main` would then be
 * "the same version", and `countBy=version` would count them once. GitHub does not say which of the two a `ref` is, so
 * a bare one must look like a version (two numbers with a dot between them).
 */
export function versionOf(payload: Deployed): string | undefined {
  return payload.deployment.payload.version ?? readRef(payload).tag;
}

/** The branch a deployment is of; undefined when its `ref` is a tag or the commit itself. */
export function branchOf(payload: Deployed): string | undefined {
  return readRef(payload).branch;
}

type Deployed = Pick<DeploymentPayload, 'repository' | 'deployment'>;

function readRef({ repository, deployment }: Deployed): {
  tag?: string;
  branch?: string;
} {
  const { ref, sha } = deployment;
  if (!ref || ref === sha) return {};
  const [, kind, name] = /^refs\/(tags|heads)\/(.+)$/.exec(ref) ?? [];
  if (kind === 'tags') return { tag: name };
  if (kind === 'heads') return { branch: name };
  if (ref.startsWith('refs/')) return {};
  const tagged = ref !== repository.default_branch && /\d+\.\d+/.test(ref);
  return tagged ? { tag: ref } : { branch: ref };
}
