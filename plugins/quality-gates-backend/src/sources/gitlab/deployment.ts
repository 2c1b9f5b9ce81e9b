import {
  normaliseResult,
  type Phase,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { deploymentPayload } from './payloads';

type Payload = z.output<typeof deploymentPayload>;

const PHASES: ReadonlyMap<string, Phase> = new Map([
  ['created', 'pending'],
  ['blocked', 'pending'],
  ['running', 'executing'],
  ['success', 'terminal'],
  ['failed', 'terminal'],
  ['canceled', 'terminal'],
  ['skipped', 'terminal'],
]);

/**
 * One deployment fact; [] for a status that is not known. Only the message that it runs says when it started. Whether
 * a failed one reached its environment is not known, so it is not said.
 */
export function deploymentFacts(payload: Payload): FactOf<'deployment'>[] {
  const { project, deployment_id: id, status } = payload;
  const { host, path } = project.web_url.identity;
  const at = payload.status_changed_at;
  const phase = PHASES.get(status);
  if (!phase) return [];
  const over = phase === 'terminal';
  return [
    {
      type: 'deployment',
      key: `gitlab:${host}/${path}/${id}`,
      subject: { repository: project.web_url.identity },
      channel: 'webhook',
      at,
      phase,
      data: {
        id: String(id),
        environment: payload.environment,
        version: versionOf(payload),
        commit: commitOf(payload),
        result: over ? normaliseResult(status) : undefined,
        status,
        startedAt: status === 'running' ? at : undefined,
        finishedAt: over ? at : undefined,
        actor: payload.user,
        url: payload.deployable_url,
        runUrl: payload.deployable_url,
      },
    },
  ];
}

/** The event abbreviates its commit, which then is none that a push brought; the address of the commit is whole. */
function commitOf({ sha, short_sha, commit_url }: Payload) {
  const whole = /\/commit\/([0-9a-f]{40}|[0-9a-f]{64})(?:[/?#]|$)/.exec(
    commit_url ?? '',
  )?.[1];
  return sha ?? whole ?? short_sha;
}

/**
 * A tag names a version, a branch does not, and GitLab does not say which of the two `ref` is: it must look like a
 * version (two numbers with a dot between them), and not be a branch's path such as `release/1.4`.
 */
function versionOf({ ref, project }: Payload) {
  if (!ref || ref === project.default_branch) return undefined;
  return /\d+\.\d+/.test(ref) && !ref.includes('/') ? ref : undefined;
}
